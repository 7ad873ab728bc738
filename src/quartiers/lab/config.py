"""The one description of a learner's Jupyter server, shared by the Hub's spawner and solo mode."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
LABEXTENSIONS = HERE / "labextension"
LAB_SETTINGS = HERE / "settings"
WAITING = HERE / "waiting"

# What a server loads, by module name. The packages installed beside JupyterLab switch their own
# server extensions on for everybody: whatever is not named True here has to be named False.
SERVER_EXTENSIONS = {
    "jupyterlab": True,
    "quartiers.lab": True,
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "notebook": False,
    "notebook_shim": False,
}


def server_config(*, published: Path | None) -> dict[str, dict[str, object]]:
    """Return what to write in the `jupyter_server_config.json` of a learner's server.

    `published` is the folder of the released lessons; None leaves the choice to the environment
    variable QUARTIERS_PUBLISHED. The answer holds only JSON values. It sets neither address, nor
    port, nor root folder, nor identity: those belong to whoever starts the server.
    """
    ours: dict[str, object] = {} if published is None else {"published": str(published)}
    return {
        "ServerApp": {
            "jpserver_extensions": dict(SERVER_EXTENSIONS),
            "terminals_enabled": False,
            "quit_button": False,
            "contents_manager_class": "quartiers.lab.contents.DurableFiles",
            "default_url": "/lab",  # the server's own page is in English
            "extra_template_paths": [str(HERE / "templates")],
            "tornado_settings": {
                "compress_response": True,  # settings and French words: ÷ 4 on the network
                # LabApp looks there for its custom.css; no other setting says where it is
                "static_custom_path": [str(WAITING)],
            },
        },
        "LabApp": {
            "extra_labextensions_path": [str(LABEXTENSIONS)],
            "app_settings_dir": str(LAB_SETTINGS),
            "extension_manager": "readonly",
            "lock_all_plugins": True,
            "collaborative": False,
            "custom_css": True,
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        },
        # A learner's home has no desktop: the trash would be a folder that nobody ever empties.
        "FileContentsManager": {"delete_to_trash": False},
        "QuartiersLab": ours,
    }
