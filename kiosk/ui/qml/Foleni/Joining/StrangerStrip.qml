import QtQuick
import Foleni.Backend
import Foleni.Kit

// Beside what a screen does without its centre: for staff, who cannot see it otherwise.
Rectangle {
    id: strip

    required property JoiningScreen joining
    required property Words words

    implicitHeight: said.implicitHeight + Theme.mm(2.5)
    color: Theme.red

    Line {
        id: said
        objectName: "stranger-near"
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.mm(4)
        say: strip.words.each(strip.joining.languages, "joining-stranger-near", {})
        color: Theme.contrast ? Theme.inkOnAmber : Theme.inkOnGreen
        capMm: 4.8
        fixed: true
        weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.AlertMessage
    }
}
