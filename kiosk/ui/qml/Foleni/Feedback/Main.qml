pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// A tablet turned away from the agent: rest, five faces, reasons, thanks. Digits do what touches do.
ScreenWindow {
    id: root

    required property FeedbackScreen flow
    required property Words words

    SampleBanner {
        id: sample
        width: parent.width
        // In both languages for as long as nobody has one of their own.
        say: root.flow.sample ? [root.flow.language, root.flow.second].filter(language => language
                                                                                          !== "").map(
                                    language => root.words.say(language, "sample-centre")).join(
                                    " · ") : ""
    }
    Item {
        id: keys
        anchors.top: sample.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        Keys.onPressed: event => {
            if (event.isAutoRepeat || !Theme.accepts(keys, Qt.point(-1000 * event.key, 0)))
                return;
            if (event.text >= "1" && event.text <= "9")
                root.flow.press(Number(event.text));
            else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                root.flow.send();
            else if (event.key === Qt.Key_Escape)
                root.flow.skip();
        }

        FacesPage {
            anchors.fill: parent
            anchors.margins: Theme.mm(5)
            visible: root.flow.page === "faces"
            flow: root.flow
            words: root.words
        }
        RestPage {
            anchors.fill: parent
            anchors.margins: Theme.margin
            visible: root.flow.page === "rest"
            flow: root.flow
            words: root.words
        }
        WhyPage {
            anchors.fill: parent
            anchors.margins: Theme.mm(5)
            visible: root.flow.page === "why"
            flow: root.flow
            words: root.words
        }
        ThanksPage {
            anchors.fill: parent
            anchors.margins: Theme.margin
            visible: root.flow.page === "thanks"
            flow: root.flow
            words: root.words
        }
    }
}
