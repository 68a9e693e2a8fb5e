/** Says something to screen readers that outlives the view it happened in. */

let announcements: HTMLElement | null = null;

/** Said politely, and said again when it is the same once more. */
export function announce(text: string): void {
  announcements ??= newAnnouncements();
  announcements.replaceChildren(document.createTextNode(text));
}

function newAnnouncements(): HTMLElement {
  const made = document.createElement("p");
  made.className = "hidden";
  made.setAttribute("role", "status");
  return document.body.appendChild(made);
}
