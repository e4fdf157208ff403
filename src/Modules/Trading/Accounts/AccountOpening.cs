using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Reads the accounts at the start and connects those that want it; lets go of them at the end. A start after a crash is the same.</summary>
internal sealed class AccountOpening(AccountDesks desks, ILogger<AccountOpening> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task _connecting = Task.CompletedTask;
    private Task? _ended;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await desks.OpenAll(cancellationToken);
        // Venues may be away: nobody waits for them.
        _connecting = Task.Run(ConnectAll, CancellationToken.None);
    }

    /// <summary>Once: whoever asks again waits for the same end.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate) return _ended ??= End();
    }

    public void Dispose() => _ending.Dispose();

    private async Task End()
    {
        await _ending.CancelAsync();
        await _connecting;
        await desks.DisposeAsync();
    }

    private async Task ConnectAll()
    {
        var waiting = desks.All.ToList();
        while (waiting.Count > 0 && !_ending.IsCancellationRequested)
        {
            foreach (var desk in waiting.ToArray())
            {
                try
                {
                    // Without credentials there is nothing to wait for.
                    if (!await desk.Writer.Do(step => step.State.Row.WantsConnection) || await desk.Connect(_ending.Token) is null or { Code: "no-credentials" }) waiting.Remove(desk);
                }
                catch (Exception cause) when (!_ending.IsCancellationRequested)
                {
                    log.LogWarning(cause, "Account {Account} cannot be connected yet; it is tried again", desk.Id);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }

            if (waiting.Count > 0) await Task.Delay(TimeSpan.FromSeconds(1), _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
