// Ops for files: "save", "share", "can-share".

function asFile({ name, type, data }) {
  return new File([data], name, { type });
}

function save(args) {
  const url = URL.createObjectURL(asFile(args));
  const link = document.createElement("a");
  link.href = url;
  link.download = args.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return true;
}

/** Must follow a tap within a few seconds. Returns "shared" or "cancel". */
async function share(args) {
  try {
    await navigator.share({ files: [asFile(args)], title: args.title });
    return "shared";
  } catch (error) {
    if (error.name === "AbortError") return "cancel";
    throw error;
  }
}

export function addFileOps(bridge) {
  bridge.on("save", save);
  bridge.on("can-share", (args) => Boolean(navigator.canShare?.({ files: [asFile(args)] })));
  bridge.on("share", share);
}
