/** Handing a file to the phone: by its share sheet where a download leads nowhere, else as a download. */

/** To be called in answer to a tap, as sharing must be. */
export async function handOver(file: File): Promise<void> {
  if (mustShare(file)) await share(file);
  else download(file);
}

/** Whether the file must be shared: an app installed on iOS has no downloads, and no way back from them. */
export function mustShare(file: File): boolean {
  const installedOnIos = "standalone" in navigator && navigator.standalone === true;
  return installedOnIos && (navigator.canShare?.({ files: [file] }) ?? false);
}

/** Open the share sheet; must follow a tap. Turning it away is no problem. */
export async function share(file: File): Promise<void> {
  await navigator.share({ files: [file] }).catch((fault: unknown) => {
    if (!(fault instanceof DOMException && fault.name === "AbortError")) throw fault;
  });
}

export function download(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
