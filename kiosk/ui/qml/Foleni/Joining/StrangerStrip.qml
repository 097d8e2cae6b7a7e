import QtQuick
import Foleni.Backend
import Foleni.Kit

// Beside what a screen does without its centre: for staff, who cannot see it otherwise. One line at the rim of the page,
// as small as it must be to cover nothing of it.
Rectangle {
    id: strip

    required property JoiningScreen joining
    required property Words words

    implicitHeight: Theme.mm(5)
    color: Theme.red

    Text {
        objectName: "stranger-near"

        readonly property string say: strip.words.each(strip.joining.languages,
                                                       "joining-stranger-near", {})

        anchors.fill: parent
        anchors.leftMargin: Theme.mm(4)
        anchors.rightMargin: Theme.mm(4)
        text: say
        textFormat: Text.PlainText
        color: Theme.contrast ? Theme.inkOnAmber : Theme.inkOnGreen
        font.family: Theme.wordFont
        font.weight: Font.Bold
        font.pixelSize: Theme.fontPx(3.2, Theme.wordCapEm)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.fontPx(1.6, Theme.wordCapEm)
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.role: Accessible.AlertMessage
        Accessible.name: say
    }
}
