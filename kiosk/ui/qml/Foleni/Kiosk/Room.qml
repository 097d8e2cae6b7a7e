import QtQuick
import Foleni.Backend
import Foleni.Kit

// How much room a screen gives, in millimetres: bigger text makes it a smaller one.
QtObject {
    required property real widthPx
    required property real heightPx
    // How much larger than usual a page draws itself that has room to spare.
    property real ease: 1

    // What is upright but not high (a lowered screen) is drawn as a lying one is that has this width.
    readonly property real uprightMm: Theme.large ? 430 : 415
    readonly property bool wide: !narrow && (widthPx > heightPx || widthPx > 210 * Theme.pxPerMm
                                             && heightPx < uprightMm * Theme.pxPerMm)
    // Upright and too small for two things beside each other.
    readonly property bool narrow: heightPx > widthPx && widthPx < 240 * Theme.pxPerMm
    // Too small for a page as a whole: one column, by steps (`Steps`).
    readonly property bool paged: narrow || wide && Theme.large && heightMm < 180
    readonly property real heightMm: (wide ? Math.min(heightPx, 0.63 * widthPx) : heightPx)
                                     / Theme.pxPerMm / (Theme.large ? 1.3 : 1)
    // Lying and not high: one idea at a time. Bare: no ornaments.
    readonly property bool small: paged || wide && heightMm < 225
    readonly property bool bare: paged || wide && heightMm < 160

    // Lying by its parts, though hardly wider than high.
    readonly property bool squat: wide && widthPx < 1.45 * heightPx

    // A very large screen is looked at from further away.
    readonly property real grand: Math.max(1, Math.min(1.4, heightMm / (wide ? 290 : 500)))

    // Cap heights of what is read, and of what stands above it, on a page that goes by steps.
    readonly property real bodyMm: narrow && !Theme.large ? Math.max(4.8, Math.min(6, widthPx
                                                                                   / Theme.pxPerMm
                                                                                   / 34)) : 4.8
    readonly property real titleMm: bodyMm * 1.25

    // A size between its least, on the lowest lying screen, and its most; on a very large screen still more.
    function scaled(least: real, most: real): real {
        if (paged)
            return Math.max(least, Math.min(most, bodyMm));
        const share = wide ? Math.max(0, Math.min(1, (heightMm - 130) / 120)) : Theme.large ? 0.7 :
                                                                                              1;
        return Math.max(least, (least + (most - least) * share) * grand * ease);
    }

    // A ticket's number as it is read aloud.
    function numberAloud(words: Words, language: string, ticket: var): string {
        return ticket.name + ". " + words.say(language, "say-your-number", {
                                                  number: ticket.number
                                              });
    }

    // The width a button at the foot of a small page needs for its words in two lines at most; px.
    function need(words: string): real {
        const each = words.split(" ");
        const lines = each.map((_, at) => Math.max(long(each.slice(0, at)), long(each.slice(at))));
        return Math.ceil(Math.min(...lines) * Theme.cap(bodyMm) / 100) + 2 * Theme.mm(2) + 2;
    }

    function long(words: list<string>): real {
        return footFont.advanceWidth(words.join(" "));
    }

    // Whether buttons of these words have room beside each other in that width.
    function beside(words: list<string>, widthPx: real): bool {
        const wanted = words.filter(each => each !== "");
        return wanted.reduce((sum, each) => sum + need(each), (wanted.length - 1) * Theme.mm(3))
                <= widthPx;
    }

    readonly property FontMetrics footFont: FontMetrics {
        font.family: Theme.wordFont
        font.weight: Font.Bold
        font.pixelSize: 100
    }
}
