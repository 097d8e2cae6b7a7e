pragma Singleton

import QtQuick
import Foleni.Backend

// Colours, sizes in millimetres, and type sizes by cap height. Fed with `look` before any window is made.
QtObject {
    id: theme

    property Look look: null

    readonly property bool contrast: look !== null && look.contrast
    readonly property bool large: look !== null && look.large
    readonly property bool still: look !== null && look.reduceMotion
    readonly property real pxPerMm: look !== null ? look.pxPerMm : 4

    // Surfaces.
    readonly property color paper: contrast ? "#000000" : "#FBF8F1"
    readonly property color card: contrast ? "#000000" : "#FFFFFF"
    readonly property color edge: contrast ? "#FFFFFF" : "#858070"
    readonly property color hairline: contrast ? "#FFFFFF" : "#D9D5C7"

    // Words.
    readonly property color ink: contrast ? "#FFFFFF" : "#13211A"
    readonly property color ink2: contrast ? "#FFFFFF" : "#45544B"

    // Going on: what is filled, what stands on it, its outline, numbers, and soft grounds.
    readonly property color green: contrast ? "#FFD23F" : "#0A5A38"
    readonly property color inkOnGreen: contrast ? "#000000" : "#FFFFFF"
    readonly property color greenEdge: contrast ? "#FFFFFF" : "#0A5A38"
    readonly property color greenDark: contrast ? "#FFFFFF" : "#06412A"
    readonly property color greenLight: contrast ? "#000000" : "#E3F0E8"
    readonly property color greenLightEdge: contrast ? "#FFFFFF" : "#E3F0E8"
    readonly property color accent: contrast ? "#FFD23F" : "#0A5A38"

    // Under a finger.
    readonly property color greenPressed: contrast ? "#FFFFFF" : "#06412A"
    readonly property color cardPressed: contrast ? "#4A4A4A" : "#E3F0E8"

    // Look here; and what is wrong.
    readonly property color amber: contrast ? "#FFD23F" : "#FFB81C"
    readonly property color inkOnAmber: contrast ? "#000000" : "#13211A"
    readonly property color amberEdge: contrast ? "#FFFFFF" : "#13211A"
    readonly property color red: contrast ? "#FFD23F" : "#A3121A"

    readonly property color focus: contrast ? "#FFD23F" : "#13211A"

    // The centre's sign.
    readonly property color sign: contrast ? "#FFFFFF" : "#0A5A38"
    readonly property color inkOnSign: contrast ? "#000000" : "#FFFFFF"

    // Faces from very bad to very good.
    readonly property list<color> smileys: contrast ? ["#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF",
                                                       "#FFFFFF"] : ["#A3121A", "#B4541A", "#6B5D1E",
                                                                     "#3F6B2A", "#0A5A38"]

    readonly property string wordFont: "Atkinson Hyperlegible Next"
    readonly property string numberFont: "Inter"
    readonly property real wordCapEm: 0.668
    readonly property real numberCapEm: 0.727

    // Distances that every screen shares.
    readonly property int margin: mm(14)
    readonly property int gap: mm(5.5)
    readonly property int touch: Math.ceil(20 * pxPerMm)
    readonly property int radius: mm(7)
    readonly property int hairWidth: Math.max(1, mm(0.5))
    readonly property int edgeWidth: Math.max(2, mm(0.7))
    readonly property int lineWidth: Math.max(2, mm(1))
    readonly property int ringWidth: Math.max(3, mm(1))

    function mm(millimetres: real): int {
        return Math.round(millimetres * pxPerMm);
    }

    // Bigger text lifts 4.8 mm to 7.3 mm; what is large already grows by as many millimetres, not by as much again.
    function grown(capMm: real): real {
        return large ? capMm + 2.5 * Math.min(1, capMm / 4.8) : capMm;
    }

    // On a coarse screen half a pixel is much: a letter that is to be legible is not smaller for it.
    function fontPx(capMm: real, capEm: real): int {
        const exact = capMm * pxPerMm / capEm;
        const least = capMm < 4.8 ? 1 : (capMm < 7.3 ? 4.8 : 7.3) * pxPerMm / capEm;
        return Math.max(Math.round(exact), Math.ceil(least - 0.01));
    }

    function cap(capMm: real): int {
        return fontPx(grown(capMm), wordCapEm);
    }

    function capNumber(capMm: real): int {
        return fontPx(grown(capMm), numberCapEm);
    }

    function motion(milliseconds: int): int {
        return still ? 0 : milliseconds;
    }

    // Words with their numbers in the number font at the same cap height, and a bold lead before them.
    function mixed(lead: string, words: string, bold: bool): string {
        return (lead === "" ? "" : "<b>" + numbersOf(lead, true) + "</b> ") + numbersOf(words,
                                                                                        bold);
    }

    function numbersOf(words: string, bold: bool): string {
        const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        const size = Math.round(100 * wordCapEm / numberCapEm);
        return safe.replace(/[A-Z]{0,2}[0-9][0-9.,:–]*[0-9]|[0-9]/g, number
                            => "<span style=\"font-family:'" + numberFont + "';font-weight:" + (
                                   bold ? 700 : 600) + "\">" + number + "</span>");
    }

    // One guard for the whole window: a trembling hand does not press what the next screen has put under it.
    property double lastPressMs: 0
    property point lastPressAt
    property Item lastPressed: null

    function accepts(item: Item, at: point): bool {
        const nowMs = Date.now();
        const near = Math.hypot(at.x - lastPressAt.x, at.y - lastPressAt.y) < 10 * pxPerMm;
        const again = nowMs - lastPressMs < (look !== null ? look.doublePressMs : 500) && (item
                                                                                           === lastPressed
                                                                                           || near);
        lastPressMs = nowMs;
        lastPressAt = at;
        lastPressed = item;
        return !again;
    }
}
