"""The room: web pages of learners and animators, and the API of the learners' servers."""
