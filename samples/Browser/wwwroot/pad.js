// The drawing pad: mouse, pen, finger, keys and photographs.
const penWidth = 20;
const keyStep = 8;
const sentSide = 112;

export class Pad {
  #canvas = document.getElementById("pad");
  #context = this.#canvas.getContext("2d", { willReadFrequently: true });
  #reduced = Object.assign(document.createElement("canvas"), { width: sentSide, height: sentSide }).getContext("2d", { willReadFrequently: true });
  #last = null;
  #pen = { x: 140, y: 140, isDown: false };
  #changed;
  #refused;

  /**
   * @param changed Called whenever there is another picture.
   * @param refused Called with a sentence where what was to be a photograph is none.
   */
  constructor(changed, refused) {
    this.#changed = changed;
    this.#refused = refused;
    this.clear();
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", event => {
      canvas.setPointerCapture(event.pointerId);
      this.#last = this.#place(event);
      this.#line(this.#last, this.#last);
    });
    canvas.addEventListener("pointermove", event => {
      if (this.#last) {
        for (const part of event.getCoalescedEvents?.() ?? [event]) {
          const place = this.#place(part);
          this.#line(this.#last, place);
          this.#last = place;
        }
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => { this.#last = null; });
    }

    canvas.addEventListener("keydown", event => this.#key(event));
    canvas.addEventListener("blur", () => { this.#pen.isDown = false; });
    this.#takePhotographs();
  }

  clear() {
    this.#context.fillStyle = "#000";
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#canvas.parentElement.classList.remove("drawn");
    this.#changed(null);
  }

  /** The picture's brightness, a byte a pixel, and its width. */
  picture() {
    this.#reduced.drawImage(this.#canvas, 0, 0, sentSide, sentSide);
    const { data } = this.#reduced.getImageData(0, 0, sentSide, sentSide);
    const brightness = new Uint8Array(sentSide * sentSide);
    for (let i = 0; i < brightness.length; i++) {
      brightness[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    }

    return [brightness, sentSide];
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    const scale = this.#canvas.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }

  #line(from, to) {
    const context = this.#context;
    context.strokeStyle = "#fff";
    context.lineWidth = penWidth;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
    this.#show();
  }

  #show() {
    this.#canvas.parentElement.classList.add("drawn");
    this.#changed(this);
  }

  #key(event) {
    const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const pen = this.#pen;
    if (event.key === " ") {
      pen.isDown = !pen.isDown;
      if (pen.isDown) {
        this.#line(pen, pen);
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.clear();
    } else if (directions[event.key]) {
      const [dx, dy] = directions[event.key];
      const step = event.shiftKey ? 3 * keyStep : keyStep;
      const limit = value => Math.max(penWidth, Math.min(this.#canvas.width - penWidth, value));
      const next = { x: limit(pen.x + dx * step), y: limit(pen.y + dy * step) };
      if (pen.isDown) {
        this.#line(pen, next);
      }

      Object.assign(pen, next);
    } else {
      return;
    }

    event.preventDefault();
  }

  #takePhotographs() {
    const frame = this.#canvas.parentElement;
    const input = document.getElementById("photo");
    input.addEventListener("change", () => this.#photograph(input.files[0]));
    addEventListener("paste", event => this.#photograph(event.clipboardData.files[0]));
    addEventListener("dragover", event => {
      event.preventDefault();
      frame.classList.add("over");
    });
    addEventListener("dragleave", () => frame.classList.remove("over"));
    addEventListener("drop", event => {
      event.preventDefault();
      frame.classList.remove("over");
      this.#photograph(event.dataTransfer.files[0]);
    });
  }

  async #photograph(file) {
    if (!file) {
      return;
    }

    let image;
    try {
      image = await createImageBitmap(file);
    } catch {
      this.#refused(`${file.name} is no picture that this browser can read.`);
      return;
    }

    const side = Math.min(image.width, image.height);
    const canvas = this.#canvas;
    this.#context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    this.#show();
  }
}
