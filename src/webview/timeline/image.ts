/** The lanes as one picture, one canvas below the other; null where the browser makes none. */
export async function laneImage(lanes: HTMLElement): Promise<Blob | null> {
  const canvases = [...lanes.querySelectorAll('canvas')];
  const box = lanes.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  const picture = document.createElement('canvas');
  picture.width = Math.round(box.width * ratio);
  picture.height = Math.round(box.height * ratio);
  const context = picture.getContext('2d');
  if (!context) return null;
  const style = getComputedStyle(document.body);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const canvas of canvases) {
    const place = canvas.getBoundingClientRect();
    context.drawImage(
      canvas,
      (place.left - box.left) * ratio,
      (place.top - box.top) * ratio,
      place.width * ratio,
      place.height * ratio,
    );
  }
  context.fillStyle = style.color;
  context.font = `${12 * ratio}px ${style.fontFamily}`;
  context.textBaseline = 'top';
  for (const title of lanes.querySelectorAll('h3, label')) {
    const place = title.getBoundingClientRect();
    context.fillText(
      (title.textContent ?? '').trim(),
      (place.left - box.left) * ratio,
      (place.top - box.top) * ratio,
    );
  }
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}
