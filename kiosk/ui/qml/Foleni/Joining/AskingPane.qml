pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A centre is asked; until it has answered there is no code.
ColumnLayout {
    id: pane

    required property JoiningScreen joining
    required property Words words
    property real scaled: 1
    readonly property string note: ({
                                        silent: "joining-silent",
                                        no_centre: "joining-no-centre",
                                        not_here: "joining-not-here",
                                        cheated: "joining-cheated",
                                        stranger: "joining-stranger"
                                    })[joining.trouble] ?? "joining-asking-note"

    spacing: Theme.mm(5 * scaled)

    EachTongue {
        Layout.fillWidth: true
        joining: pane.joining
        words: pane.words
        key: "joining-asking"
        given: ({
                    name: pane.joining.called
                })
        capMm: 7 * pane.scaled
        title: true
    }
    NumberText {
        Layout.fillWidth: true
        visible: pane.joining.address !== pane.joining.called
        say: pane.joining.address
        capMm: 4.8 * pane.scaled
        font.pixelSize: Theme.fontPx(4.8 * pane.scaled, Theme.numberCapEm)
        font.weight: Font.DemiBold
        wrapMode: Text.WrapAnywhere
    }
    EachTongue {
        Layout.fillWidth: true
        joining: pane.joining
        words: pane.words
        key: pane.note
        ink: pane.joining.trouble === "" ? Theme.ink : Theme.red
        capMm: 5.5 * pane.scaled
    }
    Item {
        Layout.fillHeight: true
    }
    SecondaryButton {
        objectName: "another"
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.mm(260 * pane.scaled)
        text: pane.words.each(pane.joining.languages, "joining-another", {})
        capMm: 4.8 * pane.scaled
        topPadding: Theme.mm(3)
        fixed: true
        quiet: true
        onChosen: pane.joining.another()
    }
}
