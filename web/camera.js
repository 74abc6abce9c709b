/**
 * A picture from the camera: a viewfinder in a dialog, and a snapshot that goes the way of any other picture. The
 * camera is on only while the dialog is open.
 */

import { byId, contextOf } from './dom.js';

const QUALITY = 0.92;

/** @param {{onFile: (file: File) => void, onTrouble: (words: string) => void}} listener */
export function connectCamera({ onFile, onTrouble }) {
  const dialog = byId('viewfinder', HTMLDialogElement);
  const video = byId('video', HTMLVideoElement);
  const snap = byId('snap', HTMLButtonElement);
  let openings = 0; // a camera may come after its dialog was closed, even opened again

  const close = () => {
    openings += 1;
    if (video.srcObject instanceof MediaStream) for (const track of video.srcObject.getTracks()) track.stop();
    video.srcObject = null;
    if (dialog.open) dialog.close();
  };

  const open = async () => {
    const opening = ++openings;
    snap.disabled = true;
    dialog.showModal();
    try {
      const stream = await askForCamera();
      if (opening !== openings) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      video.srcObject = stream;
      await video.play();
      if (opening === openings) snap.disabled = false;
    } catch (error) {
      if (opening !== openings) return;
      close();
      onTrouble(troubleInWords(error instanceof Error ? error.name : ''));
    }
  };

  byId('camera', HTMLButtonElement).addEventListener('click', () => void open());
  byId('no-snap', HTMLButtonElement).addEventListener('click', close);
  dialog.addEventListener('close', close); // by Escape too
  snap.addEventListener('click', async () => {
    const picture = await frameOf(video);
    close();
    if (picture) onFile(picture);
    else onTrouble('The camera gave no picture. Try again, or choose a picture instead.');
  });
}

/** @returns {Promise<MediaStream>} */
async function askForCamera() {
  // Browsers hide cameras from pages that came over plain http from another machine.
  if (!('mediaDevices' in navigator) || !navigator.mediaDevices) throw new DOMException('', 'SecurityError');
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } },
  });
}

/**
 * Why there is no camera, and what to do instead.
 * @param {string} name of the error
 * @returns {string}
 */
export function troubleInWords(name) {
  const instead = 'choose a picture instead.';
  switch (name) {
    case 'NotAllowedError':
      return `The camera is switched off for this page. Allow it beside the page's address, or ${instead}`;
    case 'SecurityError':
      return `The camera works only over https or on this machine itself. Open the page that way, or ${instead}`;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `I find no camera. Plug one in, or ${instead}`;
    case 'NotReadableError':
    case 'AbortError':
      return `Another program has the camera. Close that one and try again, or ${instead}`;
    default:
      return `The camera does not work. Try again, or ${instead}`;
  }
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<File | null>}
 */
async function frameOf(video) {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  if (canvas.width === 0) return null;
  contextOf(canvas).drawImage(video, 0, 0);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob && new File([blob], 'from the camera.jpg', { type: blob.type });
}
