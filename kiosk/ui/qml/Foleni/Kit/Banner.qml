import QtQuick
import QtQuick.Layouts

// Something to notice: amber with an ink edge ("amber"), or where to go next on a soft ground ("soft").
// Children (a Toggle, a button) stand at its right.
Rectangle {
    id: banner

    property string title
    property string say
    property string lead
    property string iconName
    property string tone: "amber"
    property real titleCapMm: 6
    property real capMm: 4.8
    property real iconMm: Math.max(9, titleCapMm * 1.8)
    property bool fixed: false
    // With little room around its words.
    property bool slim: false
    // Its words are those of a control in it, which says them itself.
    property bool labels: false
    readonly property int rim: Theme.mm(slim ? 5 : 8)
    readonly property color ink: tone === "amber" ? Theme.inkOnAmber : Theme.ink
    default property alias actions: slot.data

    implicitWidth: row.implicitWidth + 2 * rim
    implicitHeight: row.implicitHeight + 2 * Theme.mm(slim ? 3 : 6)
    radius: Theme.radius
    color: tone === "amber" ? Theme.amber : Theme.greenLight
    border.color: tone === "amber" ? Theme.amberEdge : Theme.greenLightEdge
    border.width: Theme.edgeWidth

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: banner.rim
        anchors.rightMargin: banner.rim
        spacing: Theme.mm(6)

        Icon {
            visible: banner.iconName !== ""
            name: banner.iconName
            color: banner.tone === "amber" ? banner.ink : Theme.greenDark
            sizeMm: banner.iconMm
        }
        ColumnLayout {
            readonly property bool aside: banner.labels

            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Line {
                Layout.fillWidth: true
                visible: banner.title !== ""
                say: banner.title
                color: banner.ink
                capMm: banner.titleCapMm
                fixed: banner.fixed
                weight: Font.Bold
                Accessible.role: Accessible.AlertMessage
            }
            Line {
                Layout.fillWidth: true
                visible: say !== "" || lead !== ""
                lead: banner.lead
                say: banner.say
                color: banner.ink
                capMm: banner.capMm
                fixed: banner.fixed
            }
        }
        RowLayout {
            id: slot
            visible: children.length > 0
        }
    }
}
