import QtQuick
import Foleni.Kit

// How much room a screen gives, in millimetres: bigger text makes it a smaller one.
QtObject {
    required property real widthPx
    required property real heightPx
    // How much larger than usual a page draws itself that has room to spare.
    property real ease: 1

    // What is upright but not high (a lowered screen) is drawn as a lying one is that has this width.
    readonly property real uprightMm: Theme.large ? 430 : 415
    readonly property bool wide: widthPx > heightPx || widthPx > 210 * Theme.pxPerMm && heightPx < uprightMm
                                 * Theme.pxPerMm
    readonly property real heightMm: (wide ? Math.min(heightPx, 0.63 * widthPx) : heightPx)
                                     / Theme.pxPerMm / (Theme.large ? 1.3 : 1)
    // Lying and not high: one idea at a time. Bare: no ornaments. Tiny: even less at a time.
    readonly property bool small: wide && heightMm < 225
    readonly property bool bare: wide && heightMm < 160
    readonly property bool tiny: wide && heightMm < 120
    // Too little for all words to grow: those at the rim of a page keep their size.
    readonly property bool scarce: wide && heightMm < 180

    // Lying by its parts, though hardly wider than high.
    readonly property bool squat: wide && widthPx < 1.45 * heightPx

    // A very large screen is looked at from further away.
    readonly property real grand: Math.max(1, Math.min(1.4, heightMm / (wide ? 290 : 500)))

    // A size between its least, on the lowest lying screen, and its most; on a very large screen still more.
    function scaled(least: real, most: real): real {
        const share = wide ? Math.max(0, Math.min(1, (heightMm - 130) / 120)) : Theme.large ? 0.7 :
                                                                                              1;
        return Math.max(least, (least + (most - least) * share) * grand * ease);
    }
}
