import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What the counter is doing. Tones: "soft" (all is well), "amber" (look here), "red" (over target, which its words say too).
Rectangle {
    id: pill

    required property string say
    required property string tone
    readonly property color ink: tone === "amber" ? Theme.inkOnAmber : tone === "red" ? Theme.red :
                                                                                        Theme.greenDark

    visible: say !== ""
    implicitWidth: row.implicitWidth + 2 * Theme.mm(6)
    implicitHeight: row.implicitHeight + 2 * Theme.mm(2.6)
    radius: Math.min(height / 2, Theme.mm(7))
    color: tone === "amber" ? Theme.amber : tone === "red" ? Theme.card : Theme.greenLight
    border.color: tone === "amber" ? Theme.amber : tone === "red" ? Theme.red : Theme.greenLightEdge
    border.width: Theme.edgeWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: pill.say

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(6)
        anchors.rightMargin: Theme.mm(6)
        spacing: Theme.mm(3.5)

        Rectangle {
            visible: pill.tone !== "red"
            implicitWidth: Theme.mm(3.6)
            implicitHeight: implicitWidth
            radius: implicitWidth / 2
            color: pill.ink
        }
        Icon {
            visible: pill.tone === "red"
            name: "timer"
            color: pill.ink
            sizeMm: 6
        }
        Line {
            Layout.fillWidth: true
            say: pill.say
            color: pill.ink
            capMm: 3.9
            weight: Font.Bold
            lineHeight: 0.95
            Accessible.ignored: true
        }
    }
}
