// Ops "note" and "leave-note": one short note for each role. It lies where a browser that ran out of disk leaves things alone when
// it drops databases and files.

function nameOf(role) {
  return `veertig.note.${role}`;
}

export function addNote(bridge) {
  bridge.on("note", ({ role }) => localStorage.getItem(nameOf(role)) || "");
  bridge.on("leave-note", ({ role, text }) => {
    localStorage.setItem(nameOf(role), text);
    return true;
  });
}
