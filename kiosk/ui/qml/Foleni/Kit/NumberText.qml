import QtQuick

// A number, a time or an amount in figures of one width. `tight` takes away the room for letters that reach below.
Text {
    id: number

    property string say
    property real capMm: 8
    property bool tight: false

    text: number.say
    textFormat: Text.PlainText
    color: Theme.ink
    font.family: Theme.numberFont
    font.weight: Font.Bold
    font.pixelSize: Theme.capNumber(number.capMm)
    font.features: ({
                        "tnum": 1
                    })
    font.letterSpacing: number.capMm > 8 ? -0.02 * Theme.capNumber(number.capMm) : 0
    font.hintingPreference: Font.PreferNoHinting
    topPadding: number.tight ? -0.2 * Theme.capNumber(number.capMm) : 0
    bottomPadding: number.tight ? -0.2 * Theme.capNumber(number.capMm) : 0

    Accessible.role: Accessible.StaticText
    Accessible.name: number.say
}
