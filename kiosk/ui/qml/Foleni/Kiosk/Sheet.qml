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
    // A small screen may have to hold all of it in two languages and bigger text.
    readonly property bool small: Math.min(width, height) < Theme.mm(180)

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
        padding: Theme.mm(sheet.small ? 5 : 8)
        outline: Theme.ink

        contentItem: ColumnLayout {
            spacing: Theme.mm(sheet.small ? 3 : 5)

            Icon {
                visible: !sheet.small
                name: sheet.iconName
                sizeMm: 18
            }
            Heading {
                Layout.fillWidth: true
                readonly property bool live: true
                readonly property var aloud: sheet.titleAloud

                say: sheet.title
                capMm: sheet.small ? 5.5 : 8
                Accessible.role: Accessible.AlertMessage
            }
            Body {
                readonly property var aloud: sheet.sayAloud

                Layout.fillWidth: true
                visible: sheet.say !== ""
                say: sheet.say
                capMm: sheet.small ? 4.8 : 6
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(sheet.small ? 1 : 4)
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
