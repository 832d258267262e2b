// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test, and says so, on a machine that lacks packages which {@code it/setup} was not allowed to install. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Installed.class)
@interface Needs {
    /** Group of {@code it/setup}, as {@code vm}. */
    String value();

    /** Asks {@code it/setup} what it would install. */
    final class Installed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String group = context.getRequiredTestClass().getAnnotation(Needs.class).value();
            try {
                Command.Result missing = Command.of(Home.ROOT.resolve("it/setup"), "--list", group).run();
                if (missing.status() == 0 && missing.output().isBlank()) {
                    return ConditionEvaluationResult.enabled(group + " is installed");
                }
                String reason = "packages are missing; run: sudo it/setup " + group + "\n" + missing.output();
                System.out.println(context.getDisplayName() + " is skipped: " + reason);
                return ConditionEvaluationResult.disabled(reason);
            } catch (java.io.IOException | InterruptedException e) {
                return ConditionEvaluationResult.enabled("it/setup cannot be asked: " + e.getMessage());
            }
        }
    }
}
