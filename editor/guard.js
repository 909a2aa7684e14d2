// The last door before the host. The editor has pages of its own that write without asking our rules (its store of pictures
// puts a file straight into the published branch); from here no commit goes out that our rules have not seen, and none to
// the published branch at all.

function commitOf(target, options) {
  const method = ((options && options.method) || "GET").toUpperCase();
  const { pathname } = new URL(typeof target === "string" ? target : target.url || target.href, location.href);
  if (method === "GET" || !options || typeof options.body !== "string") return undefined;
  const body = JSON.parse(options.body);
  if (pathname.endsWith("/graphql")) {
    const input = body.variables && body.variables.input;
    return /\bcreateCommitOnBranch\b/.test(body.query) ? { branch: input.branch.branchName } : undefined;
  }
  if (/\/repository\/commits$|\/contents(\/.*)?$/.test(pathname)) return { branch: body.branch };
  return undefined;
}

export function guardWrites(view, facts) {
  const send = view.fetch;
  let isOpen = false;
  view.fetch = async function (target, options) {
    const commit = commitOf(target, options);
    if (commit && commit.branch === facts.protected) throw new Error(facts.words.protected);
    if (commit && !isOpen) throw new Error(facts.words.unchecked);
    return send.call(view, target, options);
  };
  return {
    open: () => { isOpen = true; },
    close: () => { isOpen = false; },
  };
}
