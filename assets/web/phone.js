"use strict";
/* Keeps a ticket's page true: asks every ten seconds, and says so when nobody answers. */
(function () {
  var EVERY_S = 10, LONGEST_S = 60, PATIENCE_MS = 8000;
  var page = document.getElementById("now"), said = document.getElementById("said");
  var fresh = document.getElementById("fresh"), late = document.getElementById("late");
  var tag = page.dataset.tag, pause_s = EVERY_S, timer = 0, asking = null;

  function view() { return page.firstElementChild.dataset; }

  function each(selector, act) {
    Array.prototype.forEach.call(page.querySelectorAll(selector), act);
  }

  /* Browsers let a page shake the phone only once it was touched. */
  function mayShake() {
    var touched = navigator.userActivation;
    return navigator.vibrate && (!touched || touched.hasBeenActive);
  }

  function show(html) {
    var focused = document.activeElement && document.activeElement.id;
    var before = view(), state = before.state, call = before.call, ticked = {};
    each("input", function (box) { ticked[box.value] = box.checked; });
    page.innerHTML = html;
    each("input", function (box) { box.checked = ticked[box.value] === true; });
    var now = view(), kept = focused && document.getElementById(focused);
    if (kept) { kept.focus(); }
    document.title = now.title;
    if (said.textContent !== now.said) { said.textContent = now.said; }
    if (now.state === "called" && (state !== "called" || call !== now.call)) {
      if (mayShake()) { navigator.vibrate([400, 200, 400, 200, 800]); }
      window.scrollTo(0, 0);
    }
  }

  function times(clock) {
    Array.prototype.forEach.call(document.querySelectorAll("time"), function (one) {
      one.textContent = clock;
    });
  }

  function answered() {
    var got = asking, clock = got.getResponseHeader("Foleni-Time");
    asking = null;
    /* Without that header it was somebody else who answered: a hotspot's sign-in page. */
    var heard = clock && (got.status === 200 || got.status === 304 || got.status === 404);
    if (heard) {
      if (got.status !== 304) { tag = got.getResponseHeader("ETag"); show(got.responseText); }
      times(clock);
    }
    pause_s = heard ? EVERY_S : Math.min(pause_s * 2, LONGEST_S);
    fresh.hidden = !heard;
    late.hidden = !!heard;
    later();
  }

  function later() {
    clearTimeout(timer);
    if (view().last) { fresh.hidden = true; return; }
    timer = setTimeout(ask, pause_s * 1000 * (0.9 + Math.random() * 0.2));
  }

  function ask() {
    if (asking || view().last) { return; }
    asking = new XMLHttpRequest();
    asking.open("GET", page.dataset.from);
    asking.timeout = PATIENCE_MS;
    asking.setRequestHeader("If-None-Match", tag || "");
    asking.onloadend = answered;
    asking.send();
  }

  fresh.hidden = !!view().last;
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); } });
  window.addEventListener("online", ask);
  later();
}());
