// Speaking to an engine of this server: recorded here, sent to golive alone as a WAV file, put into the field as text.
(() => {
  const RATE = 16000, QUIET = 0.01, PATIENCE = 3;
  const clock = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

  // One channel, 16 bits, 16,000 samples a second.
  function wav(samples) {
    const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
    const text = (at, letters) => [...letters].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
    text(0, "RIFF"); view.setUint32(4, 36 + samples.length * 2, true); text(8, "WAVEfmt ");
    view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
    view.setUint32(24, RATE, true); view.setUint32(28, RATE * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
    text(36, "data"); view.setUint32(40, samples.length * 2, true);
    samples.forEach((value, n) => view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, value)) * 32767, true));
    return view.buffer;
  }

  async function plain(pieces) {
    const context = new AudioContext();
    try {
      const sound = await context.decodeAudioData(await new Blob(pieces).arrayBuffer());
      const made = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * RATE)), RATE);
      const source = made.createBufferSource();
      source.buffer = sound;
      source.connect(made.destination);
      source.start();
      return (await made.startRendering()).getChannelData(0);
    } finally { context.close(); }
  }

  function record(form) {
    const bar = form.querySelector("[data-recording]"), field = form.querySelector("[data-speech=text]");
    if (!bar || !field) return;
    const part = name => bar.querySelector(`[data-recording-${name}]`);
    const start = part("start"), stop = part("stop"), state = part("state"), level = part("level");
    const seconds = form.querySelector("[data-speech=seconds]"), most = Number(bar.dataset.recordingSeconds);
    let recorder = null, close = null, spoken = 0;

    function show(words, recording = false) {
      state.textContent = words;
      start.hidden = recording;
      stop.hidden = level.hidden = !recording;
    }

    async function begin() {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false } });
      } catch (denied) {
        show(denied.name === "NotAllowedError" ? "The microphone is not allowed for this page. Allow it in the browser, or type." : "There is no microphone. Please type.");
        return;
      }
      const pieces = [], context = new AudioContext(), ear = context.createAnalyser(), now = new Float32Array(ear.fftSize);
      context.createMediaStreamSource(stream).connect(ear);
      const since = performance.now();
      let loudest = 0;
      const tick = setInterval(() => {
        ear.getFloatTimeDomainData(now);
        const loud = Math.max(...now.map(Math.abs)), passed = (performance.now() - since) / 1000;
        loudest = Math.max(loudest, loud);
        level.value = Math.min(1, loud * 2);
        state.textContent = passed > PATIENCE && loudest < QUIET ? "Nothing is heard. Check the microphone." : `Recording · ${clock(passed)}`;
        if (passed >= most) recorder?.stop();
      }, 200);
      close = () => {
        clearInterval(tick);
        for (const track of stream.getTracks()) track.stop();
        context.close();
      };
      recorder = new MediaRecorder(stream);
      recorder.ondataavailable = event => pieces.push(event.data);
      recorder.onstop = () => { close(); send(pieces).catch(() => show("The recording could not be sent. Try again, or type.")); };
      recorder.start();
      show("Recording", true);
      stop.focus();
    }

    async function send(pieces) {
      show("Making it text …");
      start.disabled = true;
      try {
        const answer = await fetch(bar.dataset.recordingUrl, {
          method: "POST", body: wav(await plain(pieces)),
          headers: { "Content-Type": "audio/wav", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
        });
        const told = await answer.json();
        if (!answer.ok) { show(told.problem); return; }
        const before = field.value.trim();
        spoken = before && !spoken ? 0 : spoken + told.seconds;
        // Only an answer that was spoken as a whole has a pace.
        if (seconds) seconds.value = spoken || "";
        field.value = [before, told.text].filter(Boolean).join(" ");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        show(`Spoken in ${clock(told.seconds)}. Read it over, or record more.`);
        field.focus();
      } finally { start.disabled = false; }
    }

    start.onclick = begin;
    stop.onclick = () => recorder?.stop();
    field.addEventListener("keydown", () => { spoken = 0; if (seconds) seconds.value = ""; });
    window.addEventListener("pagehide", () => close?.());
    bar.hidden = false;
    if (!navigator.mediaDevices || !window.MediaRecorder) {
      start.disabled = true;
      show("This browser lets a page hear you only over https. Please type.");
    }
  }

  for (const form of document.querySelectorAll("[data-speech-form]")) record(form);
})();
