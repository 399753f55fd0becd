/**
 * What several views share: the contract every view follows, background work, texts, formats, and the
 * small pieces (cards, pills, empty states, error banners, confirmations) that make the views look like one program.
 *
 * <p>Nothing here knows a particular view. Classes that hold nodes belong to the FX thread; {@link
 * dev.lifeboat.ui.common.Tasks} and {@link dev.lifeboat.ui.common.Formats} may be used from any thread.
 */
package dev.lifeboat.ui.common;
