/** Makes the edges of a small or blurred code stand out, so that its modules can be told apart. */

const REACH = 4;
const STRENGTH = 1.5;

/** Grey and sharpened, in place: each pixel is moved away from the mean of those about it. */
export function sharpen({ data, width, height }: ImageData): void {
  const grey = greyOf(data);
  const mean = meansTurned(meansTurned(grey, width, height), height, width);
  for (let at = 0, to = 0; at < grey.length; at++, to += 4) {
    const value = grey[at] ?? 0;
    data[to] = data[to + 1] = data[to + 2] = value + STRENGTH * (value - (mean[at] ?? 0));
  }
}

function greyOf(data: Uint8ClampedArray): Float32Array {
  const grey = new Float32Array(data.length / 4);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = ((data[from] ?? 0) + 2 * (data[from + 1] ?? 0) + (data[from + 2] ?? 0)) / 4;
  return grey;
}

/** Each pixel's mean with its neighbours in the row; rows become columns, so that twice is a square. */
function meansTurned(from: Float32Array, width: number, height: number): Float32Array {
  const into = new Float32Array(from.length);
  for (let row = 0; row < height; row++) {
    const means = slidingMeans(from.subarray(row * width, (row + 1) * width));
    for (let at = 0; at < width; at++) into[at * height + row] = means[at] ?? 0;
  }
  return into;
}

/** The means of up to `REACH` values to either side and the one between, in one pass. */
function slidingMeans(row: Float32Array): Float32Array {
  const means = new Float32Array(row.length);
  let [sum, count] = [0, 0];
  for (let at = -REACH; at < row.length; at++) {
    const [entering, leaving] = [at + REACH, at - REACH - 1];
    if (entering < row.length) {
      sum += row[entering] ?? 0;
      count++;
    }
    if (leaving >= 0) {
      sum -= row[leaving] ?? 0;
      count--;
    }
    if (at >= 0) means[at] = sum / count;
  }
  return means;
}
