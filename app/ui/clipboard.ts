// Puts something on the clipboard in the forms that other programs take. By the copy event rather than the clipboard's own
// interface: that is there only over https, and asks people for leave.

export interface Copied {
  text: string;
  html?: string;
}

/** Whether the browser took it; it does so only while a press is being answered. */
export function copied(content: Copied): boolean {
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    taken = filled(event, content);
  };
  document.addEventListener("copy", fill, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  return taken;
}

/** Fills what the browser is copying. */
export function filled(event: ClipboardEvent, { text, html }: Copied): boolean {
  if (!event.clipboardData) return false;
  event.clipboardData.setData("text/plain", text);
  if (html !== undefined) event.clipboardData.setData("text/html", html);
  event.preventDefault();
  event.stopPropagation();
  return true;
}
