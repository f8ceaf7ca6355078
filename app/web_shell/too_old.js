// For browsers that do not know modules: shows in the first three languages that the browser is too old.
(function () {
  var picture = document.getElementById("picture");
  var show = function () {
    picture = document.getElementById("picture");
    var words = picture && picture.querySelector(".words");
    if (!picture || !words) return;
    picture.setAttribute("data-shows", "stuck");
    words.textContent =
      "Deze browser is te oud. \u2013 This browser is too old. \u2013 \u0647\u0630\u0627 \u0627\u0644\u0645\u062a\u0635\u0641\u062d \u0642\u062f\u064a\u0645.";
  };
  if (picture) show();
  else document.addEventListener("DOMContentLoaded", show);
})();
