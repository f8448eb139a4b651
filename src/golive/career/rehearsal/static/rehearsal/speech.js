// Speaking instead of typing, only where the browser turns voice to text by itself; and a voice that reads, off by default.
(() => {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const LANG = { langs: ["en-US"], processLocally: true };
  const SENT_AWAY = "Speaking is off: this browser would send your voice to its maker to turn it into text. Please type.";
  const NONE = "Speaking is off: this browser cannot turn voice into text. Please type.";

  function listen(form) {
    const bar = form.querySelector("[data-speech-bar]"), field = form.querySelector("[data-speech=text]");
    if (!bar || !field) return;
    const part = name => bar.querySelector(`[data-speech-${name}]`);
    const start = part("start"), stop = part("stop"), install = part("install"), state = part("state");
    const seconds = form.querySelector("[data-speech=seconds]");
    let hearing = null, before = "", since = 0, spoken = 0, tick = 0;

    const show = (words, ...buttons) => {
      state.textContent = words;
      for (const each of [start, stop, install]) each.hidden = !buttons.includes(each);
    };
    const clock = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
    const elapsed = () => spoken + (since ? (performance.now() - since) / 1000 : 0);

    function began() {
      since = performance.now();
      stop.focus();
      show("Listening, on this device only", stop);
      tick = setInterval(() => { state.textContent = `Listening, on this device only · ${clock(elapsed())}`; }, 500);
    }
    function ended() {
      if (!since) return;
      clearInterval(tick);
      spoken = elapsed();
      since = 0;
      hearing = null;
      // Only an answer that was spoken as a whole has a pace.
      if (seconds) seconds.value = Math.max(1, Math.round(spoken));
      show(`Spoken in ${clock(spoken)}. Read it over, or speak on.`, start);
    }
    function heard(event) {
      let text = "";
      for (const result of event.results) text += result[0].transcript;
      field.value = [before, text.trim()].filter(Boolean).join(" ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    start.onclick = () => {
      hearing = new Recognition();
      hearing.lang = "en-US";
      hearing.continuous = hearing.interimResults = hearing.processLocally = true;
      before = field.value.trim();
      hearing.onstart = began;
      hearing.onresult = heard;
      hearing.onend = ended;
      hearing.onerror = event => {
        ended();
        show(event.error === "not-allowed" ? "The microphone is not allowed for this page. Allow it in the browser, or type." : "Nothing was heard. Try again, or type.", start);
      };
      hearing.start();
    };
    stop.onclick = () => { hearing?.stop(); field.focus(); };
    install.onclick = async () => {
      show("Getting the language …");
      const done = await Recognition.install(LANG).catch(() => false);
      show(done ? "Ready: your voice stays on this device." : "The language could not be fetched. Please type.", ...(done ? [start] : []));
    };
    field.addEventListener("keydown", () => { if (!since && seconds) { seconds.value = ""; } });

    bar.hidden = false;
    ready().then(able => {
      if (able === "available") show("Your voice stays on this device.", start);
      else if (able === "downloadable" || able === "downloading") show("Then you can speak, and your voice stays on this device.", install);
      else {
        show(able === "remote" ? SENT_AWAY : NONE);
        bar.hidden = !!form.querySelector("[data-recording]");  // golive itself can listen
      }
    });
  }

  // Whether the browser can do it alone: without that word from itself it is taken to send the voice away.
  async function ready() {
    if (!Recognition) return "none";
    if (!("processLocally" in Recognition.prototype) || typeof Recognition.available !== "function") return "remote";
    const able = await Recognition.available(LANG).catch(() => "unavailable");
    return able === "unavailable" ? "remote" : able;
  }

  // The interviewer's voice: only voices of this device.
  function voice(box) {
    const synth = window.speechSynthesis;
    if (!synth) return;
    const always = box.querySelector("[data-voice-always]"), state = box.querySelector("[data-voice-state]");
    const own = () => synth.getVoices().filter(each => each.localService);
    const say = () => {
      const voices = own();
      if (!voices.length) { state.textContent = "This device has no voice of its own."; return; }
      const words = new SpeechSynthesisUtterance(box.dataset.voice);
      words.voice = voices.find(each => each.lang.startsWith("en")) ?? voices[0];
      synth.cancel();
      synth.speak(words);
    };
    box.querySelector("[data-voice-say]").onclick = say;
    try { always.checked = localStorage.getItem("voice") === "on"; } catch { /* storage is off */ }
    always.onchange = () => {
      try { localStorage.setItem("voice", always.checked ? "on" : "off"); } catch { /* storage is off */ }
      if (always.checked) say(); else synth.cancel();
    };
    const appear = () => {
      if (!own().length || !box.hidden) return;
      box.hidden = false;
      if (always.checked) say();
    };
    synth.addEventListener?.("voiceschanged", appear);
    appear();
  }

  for (const form of document.querySelectorAll("[data-speech-form]")) listen(form);
  for (const box of document.querySelectorAll("[data-voice]")) voice(box);
})();
