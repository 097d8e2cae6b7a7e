pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A slip was held before the reader: where its ticket stands.
KioskPage {
    id: page

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Repeater {
            model: page.kiosk.scanned

            Card {
                id: card

                required property var modelData

                Layout.fillWidth: true
                padding: page.small ? Theme.mm(5) : Theme.mm(10)

                contentItem: ColumnLayout {
                    spacing: page.small ? Theme.mm(2) : Theme.mm(5)

                    Line {
                        Layout.fillWidth: true
                        visible: say !== ""
                        say: card.modelData.name
                        capMm: page.small ? 5.6 : 8
                        weight: Font.DemiBold
                        horizontalAlignment: Text.AlignHCenter
                    }
                    NumberText {
                        Layout.fillWidth: true
                        visible: say !== ""
                        say: card.modelData.number
                        color: Theme.greenDark
                        capMm: page.small ? 20 : 42
                        tight: true
                        fontSizeMode: Text.HorizontalFit
                        horizontalAlignment: Text.AlignHCenter
                    }
                    Icon {
                        visible: card.modelData.number === ""
                        name: "search"
                        sizeMm: page.small ? 12 : 20
                    }
                    Heading {
                        objectName: "where"
                        Layout.fillWidth: true
                        say: card.modelData.where
                        capMm: page.small ? 5.6 : 8
                        horizontalAlignment: card.modelData.number === "" ? Text.AlignLeft : Text.AlignHCenter
                    }
                    Body {
                        Layout.fillWidth: true
                        visible: say !== ""
                        say: card.modelData.wait
                        horizontalAlignment: Text.AlignHCenter
                    }
                    Body {
                        Layout.fillWidth: true
                        visible: say !== ""
                        say: card.modelData.instead
                        horizontalAlignment: card.modelData.number === "" ? Text.AlignLeft : Text.AlignHCenter
                    }
                }
            }
        }
        Note {
            Layout.fillWidth: true
            visible: say !== ""
            say: page.kiosk.told.clears
            capMm: page.small ? 4.8 : 5.6
            horizontalAlignment: Text.AlignHCenter
        }
        Item {
            Layout.fillHeight: true
        }
        Foot {
            Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(page.small ? 20 : 26))

            SecondaryButton {
                objectName: "more-time"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                text: page.say("more-time")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.moreTime()
            }
            PrimaryButton {
                objectName: "done"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 4
                text: page.say("done")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.done()
            }
        }
    }
}
