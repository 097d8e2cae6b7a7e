"use strict";
/* A form that was sent is not sent again by a second click; coming back to the page frees it. */
(function () {
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.forms, function (form) { delete form.dataset.sent; });
  });
}());

/* Keeps the live page true: asks every five seconds, and says so when nobody answers. */
(function () {
  var EVERY_MS = 5000, LONGEST_MS = 60000, PATIENCE_MS = 8000;
  var now = document.getElementById("now");
  if (!now) { return; }
  var said = document.getElementById("said"), late = document.getElementById("late");
  var tag = now.dataset.tag, pause_ms = EVERY_MS, timer = 0, asking = null;

  function show(html) {
    var focused = document.activeElement && document.activeElement.id;
    now.innerHTML = html;
    var kept = focused && document.getElementById(focused);
    if (kept && kept !== document.activeElement) { kept.focus({ preventScroll: true }); }
    announce();
  }

  /* Only what is new is told to those who listen: never the figures, which change all day. */
  function announce() {
    var view = now.firstElementChild;
    if (view && said.textContent !== view.dataset.said) { said.textContent = view.dataset.said; }
  }

  function answered() {
    var got = asking, clock = got.getResponseHeader("Foleni-Time");
    asking = null;
    if (got.status === 401) { window.location.assign(now.dataset.out); return; }
    var heard = clock && (got.status === 200 || got.status === 304);
    if (heard) {
      if (got.status === 200) { tag = got.getResponseHeader("ETag"); show(got.responseText); }
      late.querySelector("time").textContent = clock;
    }
    late.hidden = !!heard;
    pause_ms = heard ? EVERY_MS : Math.min(pause_ms * 2, LONGEST_MS);
    later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, pause_ms);
  }

  function ask() {
    if (asking) { return; }
    if (document.hidden) { later(); return; }
    asking = new XMLHttpRequest();
    asking.open("GET", now.dataset.from);
    asking.timeout = PATIENCE_MS;
    asking.setRequestHeader("If-None-Match", tag || "");
    asking.onloadend = answered;
    asking.send();
  }

  document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); } });
  window.addEventListener("online", ask);
  announce();
  later();
}());
