/** Hands a file to the phone: by the share sheet in an installed iOS app, else as a download. */

const LONG_ENOUGH = 60_000;

/** To be called in answer to a tap, as sharing must be. */
export async function keepFile(file: File): Promise<void> {
  if (isInstalledOnIos() && navigator.canShare?.({ files: [file] })) await share(file);
  else download(file);
}

/** There a download would open in a view without a way back. */
function isInstalledOnIos(): boolean {
  return (navigator as { standalone?: boolean }).standalone === true;
}

/** Whoever closes the sheet again wanted no file. */
async function share(file: File): Promise<void> {
  try {
    await navigator.share({ files: [file] });
  } catch (thrown) {
    if ((thrown as Error).name !== "AbortError") throw thrown;
  }
}

function download(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LONG_ENOUGH);
}
