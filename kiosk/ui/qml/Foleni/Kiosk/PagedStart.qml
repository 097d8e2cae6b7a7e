pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Before a language is chosen, on a small screen: what is needed to go on first, the rest by steps.
KioskPage {
    id: page

    readonly property string doors: kiosk.start.state
    readonly property bool open: doors === "open"
    readonly property bool shut: doors === "closed" || doors === "cut_off"
    readonly property bool lost: doors === "lost"
    readonly property list<string> codes: kiosk.languages.map(language => language.code)

    // Whoever comes next finds the first step.
    Timer {
        interval: 30000
        running: page.visible && steps.at > 0
        onTriggered: steps.reset()
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true

            Block {
                wanted: page.open
                keeps: true

                Flow {
                    spacing: Theme.mm(4)

                    Repeater {
                        model: page.open ? page.codes : []

                        Heading {
                            required property string modelData

                            capMm: page.room.titleMm
                            language: modelData
                            say: page.words.say(modelData, "kiosk-welcome")
                        }
                    }
                }
            }
            Block {
                wanted: page.open

                GridLayout {
                    columns: page.wide ? 2 : 1
                    uniformCellWidths: true
                    columnSpacing: Theme.mm(4)
                    rowSpacing: Theme.mm(4)

                    Repeater {
                        model: page.open ? page.kiosk.languages : []

                        ActionButton {
                            required property var modelData
                            required property int index
                            readonly property bool first: index === 0

                            objectName: "language-" + modelData.code
                            language: modelData.code
                            Layout.fillWidth: true
                            Layout.fillHeight: true
                            Layout.preferredWidth: 1
                            Layout.preferredHeight: Math.max(implicitHeight, page.wide
                                                             || Theme.large ? 0 : 0.2
                                                                              * steps.height)
                            text: modelData.name
                            note: page.words.say(modelData.code, "kiosk-take-your-ticket")
                            leading: true
                            leftPadding: Theme.mm(page.wide ? 4 : 6)
                            topPadding: Theme.mm(1.5)
                            bottomPadding: topPadding
                            iconName: page.wide ? "" : "arrow-right"
                            capMm: page.room.titleMm
                            noteCapMm: page.room.bodyMm
                            fill: first ? Theme.green : Theme.card
                            fillPressed: first ? Theme.greenPressed : Theme.cardPressed
                            ink: first ? Theme.inkOnGreen : Theme.greenDark
                            outline: first ? Theme.green : Theme.greenEdge
                            onChosen: page.kiosk.chooseLanguage(modelData.code)
                        }
                    }
                }
            }
            Block {
                wanted: page.open && page.kiosk.reader && page.kiosk.header.alone === ""

                ScanHint {
                    kiosk: page.kiosk
                    words: page.words
                    room: page.room
                }
            }
            Block {
                wanted: page.open

                ColumnLayout {
                    spacing: Theme.mm(1)

                    Repeater {
                        model: page.open ? page.kiosk.start.welcomes : []

                        Line {
                            required property var modelData
                            required property int index

                            Layout.fillWidth: true
                            color: index === 0 ? Theme.ink : Theme.ink2
                            capMm: page.room.bodyMm
                            language: modelData.language
                            say: modelData.waiting
                        }
                    }
                }
            }
            Repeater {
                model: page.shut ? page.kiosk.start.closed : []

                Block {
                    id: shut

                    required property var modelData

                    ColumnLayout {
                        readonly property string language: shut.modelData.language

                        spacing: Theme.mm(2)

                        Heading {
                            Layout.fillWidth: true
                            say: shut.modelData.title
                            capMm: page.room.titleMm
                        }
                        Line {
                            Layout.fillWidth: true
                            visible: shut.modelData.opens !== ""
                            say: shut.modelData.opens
                            capMm: page.room.bodyMm
                            weight: Font.Bold
                        }
                    }
                }
            }
            Repeater {
                model: page.shut ? page.kiosk.start.closed : []

                Block {
                    id: hours

                    required property var modelData

                    ColumnLayout {
                        readonly property string language: hours.modelData.language

                        spacing: Theme.mm(1)

                        Note {
                            Layout.fillWidth: true
                            say: page.words.say(hours.modelData.language, "kiosk-opening-hours")
                            capMm: page.room.bodyMm
                        }
                        Repeater {
                            model: hours.modelData.hours

                            Line {
                                required property string modelData

                                Layout.fillWidth: true
                                say: modelData
                                capMm: page.room.bodyMm
                            }
                        }
                    }
                }
            }
            Repeater {
                model: page.lost || page.doors === "starting" ? page.codes : []

                Block {
                    id: regret

                    required property string modelData

                    SmallRegret {
                        language: regret.modelData
                        title: page.words.say(regret.modelData, page.lost ? "centre-lost-kiosk" :
                                                                            "centre-starting")
                        say: page.lost ? page.words.say(regret.modelData,
                                                        "centre-lost-kiosk-instead") : ""
                        iconName: page.lost ? "wifi-off" : "hourglass"
                        room: page.room
                    }
                }
            }
        }
        Foot {
            low: true
            visible: steps.count > 1
            room: page.room

            NextStep {
                room: page.room
                steps: steps
                words: page.words
                languages: page.codes
            }
        }
    }
}
