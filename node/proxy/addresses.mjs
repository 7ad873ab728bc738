/** What an address asks for, read once in the form that the router and the servers both use. */

const BASE = "http://house.invalid";
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;

/**
 * The path and query of a request, normalised, and the decoded segments of the path; null for an
 * address that two programs could read differently (`//host/…`, backslashes, broken escapes).
 */
export function readAddress(url) {
  if (!/^\/(?!\/)[^\\]*$/.test(url)) return null;
  try {
    const { pathname, search } = new URL(url, BASE);
    const segments = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, "").split("/");
    return pathname.startsWith("//") ? null : { path: pathname, url: pathname + search, segments };
  } catch {
    return null;
  }
}

/** The host name of a Host header, without its port; null when it is no host name. */
export function hostName(host) {
  const found = HOST.exec(host ?? "");
  return found && found[1];
}

/** The address of a page at another port of the same host; port 80 goes without saying. */
export function atPort(name, port, url) {
  return `http://${name}${port === 80 ? "" : `:${port}`}${url}`;
}

/** Whether a page of this very origin asks; programs other than browsers say no origin. */
export function isOwnOrigin(origin, host) {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === new URL(`http://${host}`).host;
  } catch {
    return false; // «null»: a page without origin
  }
}
