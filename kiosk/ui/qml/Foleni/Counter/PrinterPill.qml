import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A printer that somebody should go to, or how many more. Tones: "amber" (it still prints), "red" (it does not).
Rectangle {
    id: pill

    required property string say
    required property string spoken
    required property string tone
    readonly property color ink: tone === "amber" ? Theme.inkOnAmber : Theme.red

    implicitWidth: row.implicitWidth + 2 * Theme.mm(4)
    implicitHeight: row.implicitHeight + 2 * Theme.mm(1.5)
    radius: Math.min(height / 2, Theme.mm(5))
    color: tone === "amber" ? Theme.amber : Theme.card
    border.color: tone === "amber" ? Theme.amberEdge : Theme.red
    border.width: Theme.edgeWidth
    Accessible.role: Accessible.AlertMessage
    Accessible.name: pill.spoken

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(4)
        anchors.rightMargin: Theme.mm(4)
        spacing: Theme.mm(2.5)

        Icon {
            name: pill.tone === "amber" ? "printer" : "printer-x"
            color: pill.ink
            sizeMm: 5.5
        }
        Line {
            Layout.fillWidth: true
            say: pill.say
            color: pill.ink
            capMm: 3.4
            weight: Font.Bold
            lineHeight: 0.95
            Accessible.ignored: true
        }
    }
}
