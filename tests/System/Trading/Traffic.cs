namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>A market that moves, and those who trade in it: until they are told to stop, and again when they are told to go on.</summary>
internal sealed class Traffic(Market market, IReadOnlyList<Submitter> submitters) : IDisposable
{
    private CancellationTokenSource _over = new();
    private Task[] _busy = [];

    public void Begin()
    {
        _over.Dispose();
        _over = new();
        _busy = [market.Run(_over.Token), .. submitters.Select(submitter => submitter.Run(_over.Token))];
    }

    /// <summary>Ends after what is being asked.</summary>
    public async Task End()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_busy);
    }

    public void AssertGoesOn() => Assert.DoesNotContain(_busy, task => task.IsFaulted);

    public void Dispose() => _over.Dispose();
}
