using System;

namespace NetGen;

/// <summary>
/// Counts the epochs that a trainer has trained, over all its fits. The order of samples and every random choice of an epoch depend on its
/// place in this count, so that a fit goes on where the last one ended, whatever numbers its epochs have.
/// </summary>
internal sealed class EpochCount
{
    /// <summary>Number of epochs of which at least one step was trained, or that earlier fits of others are said to have trained.</summary>
    public int Trained { get; private set; }

    /// <summary>The place of the next epoch.</summary>
    /// <param name="epoch">Its number in its fit: where an earlier trainer is gone on with, that is the place.</param>
    public int Next(int epoch) => Math.Max(epoch, Trained);

    /// <summary>Counts an epoch once it has changed the weights; an epoch that ended before that comes again.</summary>
    public void Begun(int place) => Trained = Math.Max(place + 1, Trained);

    /// <summary>Goes on from the count of a training that was broken off.</summary>
    public void GoOnFrom(int trained) => Trained = trained;
}
