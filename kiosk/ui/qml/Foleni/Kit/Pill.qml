import QtQuick
import QtQuick.Layouts

// What state a thing is in, in words. Tones: "amber" (look here), "soft" (all is well).
Rectangle {
    id: pill

    required property string say
    property string tone: "amber"
    property string iconName
    property real capMm: 5
    readonly property color ink: tone === "amber" ? Theme.inkOnAmber : Theme.greenDark

    implicitWidth: row.implicitWidth + 2 * Theme.mm(capMm * 1.1)
    implicitHeight: row.implicitHeight + 2 * Theme.mm(capMm * 0.55)
    radius: Math.min(height / 2, Theme.mm(capMm * 1.7))
    color: tone === "amber" ? Theme.amber : Theme.greenLight
    border.color: tone === "amber" ? Theme.amberEdge : Theme.greenLightEdge
    border.width: Theme.edgeWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: pill.say

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(pill.capMm * 1.1)
        anchors.rightMargin: anchors.leftMargin
        spacing: Theme.mm(pill.capMm * 0.6)

        Rectangle {
            visible: pill.iconName === ""
            implicitWidth: Theme.mm(pill.capMm * 0.7)
            implicitHeight: implicitWidth
            radius: implicitWidth / 2
            color: pill.ink
        }
        Icon {
            visible: pill.iconName !== ""
            name: pill.iconName
            color: pill.ink
            sizeMm: pill.capMm * 1.4
        }
        Line {
            Layout.fillWidth: true
            say: pill.say
            color: pill.ink
            capMm: pill.capMm
            weight: Font.Bold
            Accessible.ignored: true
        }
    }
}
