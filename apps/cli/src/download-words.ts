import type { DownloadProgress } from '@reagent/backend-onnx-node';

/** `120 of 540 MB · onnx/model.onnx of owner/name` */
export function downloadWords({ repository, file, bytes, total }: DownloadProgress): string {
  const size = total === null ? sizeWords(bytes) : `${sizeWords(bytes)} of ${sizeWords(total)}`;
  return `${size} · ${file} of ${repository}`;
}

/** In decimal units, as disks and the Hub count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}
