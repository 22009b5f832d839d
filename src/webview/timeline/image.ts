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
  context.font = `${11 * ratio}px ${style.fontFamily}`;
  context.textBaseline = 'middle';
  const placed = (element: Element) => {
    const place = element.getBoundingClientRect();
    return {
      left: (place.left - box.left) * ratio,
      middle: (place.top + place.height / 2 - box.top) * ratio,
      width: place.width * ratio,
    };
  };
  const write = (text: string, element: Element): void => {
    const { left, middle, width } = placed(element);
    context.fillStyle = getComputedStyle(element).color;
    context.fillText(text, left, middle, width > 0 ? width : undefined);
  };
  for (const name of lanes.querySelectorAll('.names span')) write(name.textContent ?? '', name);
  for (const part of lanes.querySelectorAll('h3 > span:not(.value), h3 .value > span'))
    write((part.textContent ?? '').trim(), part);
  for (const line of lanes.querySelectorAll('h3 svg line')) {
    const { left, middle, width } = placed(line);
    context.strokeStyle = getComputedStyle(line).stroke;
    context.lineWidth = 2 * ratio;
    context.setLineDash((line.getAttribute('stroke-dasharray') ?? '').split(' ').filter(Boolean).map((dash) => Number(dash) * ratio)); // prettier-ignore
    context.beginPath();
    context.moveTo(left, middle);
    context.lineTo(left + width, middle);
    context.stroke();
  }
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}
