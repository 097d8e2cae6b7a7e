import QtQuick

// Words in the word font, numbers among them in the number font. Set `say`, never `text`.
Text {
    id: line

    property string say
    property string lead
    property string language
    property real capMm: 4.8
    property int weight: Font.Medium
    // Names and signs at the rim keep their size under bigger text.
    property bool fixed: false
    readonly property string spoken: lead === "" ? say : lead + " " + say
    // Qt's rich text neither elides nor counts lines: a line that may be shortened stays plain.
    readonly property bool plain: elide !== Text.ElideNone || maximumLineCount < 1000 || (lead
                                                                                          === "" &&
                                                                                          !/[0-9]/.test(
                                                                                              say))

    text: plain ? spoken : Theme.mixed(lead, say, weight >= Font.Bold)
    textFormat: plain ? Text.PlainText : Text.RichText
    color: Theme.ink
    wrapMode: Text.WordWrap
    font.family: Theme.wordFont
    font.weight: line.weight
    font.pixelSize: line.fixed ? Theme.fontPx(line.capMm, Theme.wordCapEm) : Theme.cap(line.capMm)
    font.hintingPreference: Font.PreferNoHinting

    Accessible.role: Accessible.StaticText
    Accessible.name: line.spoken
}
