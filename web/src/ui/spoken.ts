/** Says something to screen readers that outlives the view it happened in. */

let place: HTMLElement | null = null;

/** Said politely, and said again when it is the same once more. */
export function speak(text: string): void {
  place ??= newPlace();
  place.replaceChildren(document.createTextNode(text));
}

function newPlace(): HTMLElement {
  const made = document.createElement("p");
  made.className = "hidden";
  made.setAttribute("role", "status");
  return document.body.appendChild(made);
}
