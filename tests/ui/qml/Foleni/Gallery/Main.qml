pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Every control of the kit on one screen, as a kiosk would place it.
ScreenWindow {
    id: root

    property int chosen: 0
    property int helped: 0
    property bool assisted: false
    property string language: "en"
    property string lowerText: "Lower screen"
    property string sayOnCard: "Your number is shown and called out there after 10:24."
    readonly property bool wide: width > height

    SampleBanner {
        id: sample
        width: parent.width
        say: "Sample centre: nothing here is for real"
    }

    ColumnLayout {
        anchors.top: sample.bottom
        anchors.bottom: bar.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.wide ? Theme.mm(5) : Theme.margin
        spacing: Theme.gap

        CentreHeader {
            Layout.fillWidth: true
            visible: !root.wide || !Theme.large
            title: "Huduma Centre"
            place: "Molo"

            LanguageSwitch {
                choices: [
                    {
                        code: "sw",
                        name: "Kiswahili"
                    },
                    {
                        code: "en",
                        name: "English"
                    }
                ]
                current: root.language
                onPicked: code => root.language = code
            }
        }
        Heading {
            Layout.fillWidth: true
            visible: !root.wide
            say: "What do you need today?"
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Tile {
                objectName: "tile"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
                text: root.wide ? "Parking" : "Birth and death certificates"
                note: "Register or apply"
                foot: "15–25 min"
                iconName: "baby"
                onChosen: root.chosen += 1
            }
            Tile {
                objectName: "closed-tile"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
                text: "SHA"
                note: "Join, update or claim"
                warning: "System down"
                iconName: "heart-pulse"
                onChosen: root.chosen += 1
            }
        }
        Flow {
            Layout.fillWidth: true
            visible: !root.wide && !Theme.large
            spacing: Theme.mm(5)

            ChoiceChip {
                objectName: "chip-on"
                text: "Lost or damaged"
                on: true
            }
            ChoiceChip {
                objectName: "chip-off"
                text: "Change"
            }
            Pill {
                say: "Called · not here yet · call 1 of 3"
            }
            Pill {
                say: "Serving · 4 min"
                tone: "soft"
            }
        }
        Card {
            Layout.fillWidth: true
            visible: !root.wide && !Theme.large
            padding: Theme.mm(6)

            contentItem: ColumnLayout {
                spacing: Theme.mm(4)

                RowLayout {
                    NumberText {
                        say: "A042"
                        capMm: 14
                        color: Theme.greenDark
                        tight: true
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                    Chip {
                        say: "A"
                    }
                    Chip {
                        say: "3"
                    }
                    KeyCap {
                        key: "Space"
                    }
                    QrImage {
                        objectName: "qr"
                        text: "MOLO-K7M2ABCDEFGHIJKLMNOPQRSTUV"
                        sizeMm: 28
                    }
                }
                DottedRule {
                    Layout.fillWidth: true
                }
                RowLayout {
                    Body {
                        Layout.fillWidth: true
                        lead: "Wait in Hall 2."
                        say: root.sayOnCard
                    }
                }
            }
        }
        Card {
            Layout.fillWidth: true
            visible: !root.wide
            padding: Theme.mm(6)
            dashed: true

            contentItem: Note {
                say: "Appointment or ticket with a code? Scan it here."
            }
        }
        Banner {
            Layout.fillWidth: true
            visible: !root.wide
            iconName: "heart-handshake"
            title: "Do you need priority or assistance?"
            say: "Disability, elderly, expectant, with an infant. No proof needed."

            Toggle {
                objectName: "toggle"
                text: "Priority or assistance"
                on: root.assisted
                onChosen: root.assisted = !root.assisted
            }
        }
        Banner {
            Layout.fillWidth: true
            visible: !root.wide && !Theme.large
            tone: "soft"
            iconName: "armchair"
            lead: "Wait in Hall 2."
            say: "Your number is shown and called out there."
            capMm: 6
        }
        Item {
            Layout.fillHeight: true
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            SecondaryButton {
                objectName: "back"
                Layout.fillHeight: true
                text: "Back"
                iconName: "arrow-left"
                iconFirst: true
                onChosen: root.chosen += 1
            }
            PrimaryButton {
                objectName: "go"
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: root.wide ? "Start serving" : "Take my ticket"
                note: root.wide ? "the visitor is here" : ""
                iconName: "arrow-right"
                onChosen: root.chosen += 1
            }
        }
    }
    AccessBar {
        id: bar
        anchors.bottom: parent.bottom
        width: parent.width
        look: root.look
        lowerText: root.lowerText
        biggerText: "Bigger text"
        contrastText: "High contrast"
        helpText: "Help"
        onHelp: root.helped += 1
    }
}
