package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.keys.OpenSheet;
import dev.lifeboat.ui.keys.OpeningModel;
import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The wizard: the row of steps above, one step in the middle, Back and Next below. */
public final class RestoreView implements View {
    private static final KeyCombination BACK = new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);

    private final RestoreModel model;
    private final ViewContext context;
    private final StepBar steps = new StepBar();
    private final Label question = Layout.wrapped("", Styles.TITLE_4);
    private final ScrollPane middle = new ScrollPane();
    private final FieldProblem problem = new FieldProblem("restore-problem");
    private final HBox badge = Layout.row(Css.GAP);
    private final Button back;
    private final Button next;
    private final Map<Step, Node> made = new EnumMap<>(Step.class);
    private final Page page;
    private Optional<OpeningModel> opening = Optional.empty();

    public RestoreView(RestoreModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        middle.setFitToWidth(true);
        middle.getStyleClass().addAll("page-scroll", "restore-middle");
        VBox.setVgrow(middle, Priority.ALWAYS);
        Page.barInMargin(middle);
        back = Buttons.plain("restore-back", Messages.text("restore.back"), this::back);
        next = Buttons.accent("restore-next", "", model::next);
        next.setDefaultButton(true);
        question.setId("restore-question");
        HBox.setHgrow(problem, Priority.ALWAYS);
        var buttons = Layout.row(Css.GAP, problem, Layout.spring(), back, next);
        buttons.getStyleClass().add("restore-buttons");
        var body = Layout.column(Css.GAP_LARGE, steps, question, middle, buttons);
        page = new Page(Place.RESTORE.title(), body);
        page.actions(badge);
        page.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (BACK.match(event)) {
                back();
                event.consume();
            }
        });
        // Tables and boxes keep Enter for themselves; in the wizard it means Next, and the space bar chooses.
        middle.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean choosing = event.getTarget() instanceof TableView || event.getTarget() instanceof CheckBox || event.getTarget() instanceof RadioButton;
            if (event.getCode() != KeyCode.ENTER || !choosing) return;
            model.next();
            event.consume();
        });
        model.stepProperty().addListener((_, _, step) -> {
            showStep();
            if (step == Step.DATABASES || step == Step.CHECKS) askForKey();
        });
        model.formProperty().addListener((_, _, _) -> showButtons());
        model.planProperty().addListener((_, _, _) -> showButtons());
        model.busyProperty().addListener((_, _, busy) -> {
            showButtons();
            if (!busy && model.stepProperty().get() == Step.CHECKS) next.requestFocus();
        });
        model.runProperty().addListener((_, _, run) -> follow(run));
        model.problemProperty().addListener((_, _, text) -> problem.say(text == null ? "" : text));
        showStep();
        if (model.runProperty().get() != null) follow(model.runProperty().get());
    }

    /** Asks for what opens an encrypted set as soon as it is chosen, and before the checks when it was not given then. */
    public RestoreView opening(OpeningModel what) {
        opening = Optional.of(what);
        return this;
    }

    private void askForKey() {
        var chosen = model.formProperty().get().set();
        if (opening.isPresent() && chosen.isPresent()) OpenSheet.before(opening.get(), context, chosen.get(), () -> {});
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.shown(true);
    }

    @Override
    public void onHidden() {
        model.shown(false);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
        badge.getChildren().clear();
        stack.ifPresent(chosen -> badge.getChildren().addAll(new Label(chosen.name()), new EnvironmentBadge(chosen.environment())));
    }

    /** Begins a restore from the set of this name. */
    @Override
    public void select(String setId) {
        model.begin(setId);
    }

    private void showStep() {
        var step = model.stepProperty().get();
        steps.show(step);
        question.setText(step.question());
        middle.setContent(made.computeIfAbsent(step, this::make));
        // The table of sets takes what room there is; everything else is as high as it needs to be.
        middle.setFitToHeight(step == Step.SET);
        middle.setVvalue(0);
        showButtons();
        focus();
    }

    /** Puts the keyboard where the step begins; everywhere else, and in a table or field as well, Enter means Next. */
    private void focus() {
        var first = switch (model.stepProperty().get()) {
            case SET -> middle.getContent().lookup("#restore-sets");
            case DATABASES -> middle.getContent().lookup("#restore-database-0");
            case PLAN -> middle.getContent().lookup("#restore-name");
            case RUN -> middle.getContent().lookup("#restore-cancel");
            case PLACE, CHECKS, PROOF -> next;
        };
        if (first != null && first.getParent().isVisible()) first.requestFocus();
        else next.requestFocus();
    }

    private Node make(Step step) {
        return switch (step) {
            case SET -> new SetStep(model, context);
            case DATABASES -> new DatabasesStep(model, context);
            case PLACE -> new PlaceStep(model);
            case CHECKS -> new ChecksStep(model);
            case PLAN -> new PlanStep(model, context);
            case RUN -> new RunStep(model, context);
            case PROOF -> new ProofStep(model, context);
        };
    }

    private void follow(RunModel run) {
        if (run == null) return;
        run.errorProperty().addListener((_, _, _) -> showButtons());
        run.reportProperty().addListener((_, _, _) -> showButtons());
        showButtons();
    }

    private void showButtons() {
        var step = model.stepProperty().get();
        var form = model.formProperty().get();
        boolean inPlace = form != null && form.mode() == Mode.IN_PLACE;
        boolean ended = model.runProperty().get() != null && model.runProperty().get().ended();
        visible(back, step != Step.SET && step != Step.PROOF && (step != Step.RUN || ended));
        visible(next, step != Step.RUN || ended);
        next.setDisable(form == null || model.sets().isEmpty() && step == Step.SET || model.busyProperty().get());
        next.getStyleClass().removeAll(Styles.DANGER, Styles.ACCENT);
        next.getStyleClass().add(step == Step.PLAN && inPlace ? Styles.DANGER : Styles.ACCENT);
        next.setText(switch (step) {
            case PLAN -> Messages.text(inPlace ? "restore.run.inPlace" : "restore.run.aside", form == null ? 0 : form.databases().size());
            case RUN, PROOF -> Messages.text("restore.again");
            default -> Messages.text("restore.next");
        });
        next.setAccessibleText(next.getText());
    }

    private void back() {
        model.back();
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
