import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Words over the page with one answer or two; what lies below cannot be touched meanwhile.
Item {
    id: sheet

    property bool low: false
    // The strip at the foot of the screen that no hand reaches.
    property int footPx: 0
    property string iconName
    property string title
    property string say
    // The same, one language after the other: [{language, say}, …].
    property var titleAloud
    property var sayAloud
    property var goAloud
    required property string go
    property string leave
    readonly property bool modal: true

    signal goOn
    signal gone

    anchors.fill: parent

    Rectangle {
        anchors.fill: parent
        color: Theme.ink
        opacity: 0.6
    }
    MouseArea {
        anchors.fill: parent
        onClicked: sheet.goOn()
    }
    Card {
        id: card
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: sheet.footPx + (sheet.low ? Theme.margin : Math.max(Theme.mm(4), (
                                                                                      parent.height
                                                                                      - height)
                                                                                  / 2))
        width: Math.min(Theme.mm(240), parent.width - 2 * Theme.mm(8))
        padding: Theme.mm(8)
        outline: Theme.ink

        contentItem: ColumnLayout {
            spacing: Theme.mm(5)

            Icon {
                visible: sheet.parent.height > Theme.mm(180)
                name: sheet.iconName
                sizeMm: 18
            }
            Heading {
                Layout.fillWidth: true
                readonly property bool live: true
                readonly property var aloud: sheet.titleAloud

                say: sheet.title
                capMm: 8
                Accessible.role: Accessible.AlertMessage
            }
            Body {
                readonly property var aloud: sheet.sayAloud

                Layout.fillWidth: true
                visible: sheet.say !== ""
                say: sheet.say
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(4)
                spacing: Theme.gap

                SecondaryButton {
                    objectName: "start-again"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    visible: sheet.leave !== ""
                    text: sheet.leave
                    onChosen: sheet.gone()
                }
                PrimaryButton {
                    objectName: "sheet-go"
                    foremost: true
                    aloud: sheet.goAloud
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    capMm: 7
                    text: sheet.go
                    onChosen: sheet.goOn()
                }
            }
        }
    }
}
