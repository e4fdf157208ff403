using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Risk;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>An account's line to its venue while it is wanted: listens, looks after what is due, and compares. Until account and venue agree, the gate is shut.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private const int UsualReconcileSeconds = 30;

    /// <summary>While the stream is down, nothing else tells what happens at the venue.</summary>
    private const int UnheardReconcileSeconds = 5;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private readonly AccountWriter _writer;
    private readonly Courier _courier;
    private readonly IListening _listening;
    private readonly Reconciler _reconciler;
    private readonly ProtectionWatch _protection;
    private readonly StopKeeper _stops;
    private readonly EquityWatch _equity = new();
    private readonly PriceWatch _prices;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _ending;
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private long _compareAt;
    private bool _isUp;
    private bool _canAsk;

    public BrokerConnection(AccountWriter writer, Courier courier, IListening listening, Adoption adoption, ProtectionWatch protection, IClock clock, ILogger log, CancellationTokenSource ending)
    {
        (_writer, _courier, _listening, _protection, _clock, _log, _ending) = (writer, courier, listening, protection, clock, log, ending);
        _prices = new(writer, courier.Broker);
        _stops = new(courier, courier.Broker.Capabilities);
        Exits = new(courier);
        _reconciler = new(writer, courier, adoption, writer.Faults, log);
        Since = Instant64.FromInstant(clock.GetCurrentInstant());
    }

    public ConnectionStatus Status { get; private set; } = ConnectionStatus.Connecting;

    public Instant64 Since { get; private set; }

    public string? Trouble { get; private set; }

    public double? ClockOffsetMs { get; private set; }

    public Courier Courier => _courier;

    public IBroker Broker => _courier.Broker;

    /// <summary>Whether its events arrive: without them nothing new is sent.</summary>
    public bool IsUp => Volatile.Read(ref _isUp);

    /// <summary>Whether the venue's rules are known, so that it can be asked and compared, also while its events do not arrive.</summary>
    public bool CanAsk => Volatile.Read(ref _canAsk);

    /// <summary>Takes exits away so that positions can be closed, and brings them back.</summary>
    public ExitsAside Exits { get; }

    /// <summary>Whether the market was a replay, and all of it has been played.</summary>
    public bool HasEnded => Status == ConnectionStatus.Ended;

    public void Start() => _running = Task.WhenAll(Task.Run(Listen), Task.Run(Tend));

    /// <summary>After every turn of the writer: keeps the rules of the account's positions.</summary>
    public void Follow(Step step)
    {
        if (!IsUp && !CanAsk) return;
        Exits.Look(step);
        _stops.Look(step);
    }

    /// <summary>Compares soon: something may have been missed.</summary>
    public void Doubt() => Volatile.Write(ref _compareAt, 0);

    /// <summary>Compares now.</summary>
    /// <returns>Whether they agree; null when that could not be seen.</returns>
    public async Task<bool?> Compare(CancellationToken ct)
    {
        var verdict = await _reconciler.Run(ct);
        if (IsUp && verdict is { } agrees) Become(agrees ? ConnectionStatus.Ready : ConnectionStatus.Reconciling, agrees ? null : "Account and venue differ; the reconciliation says where.");
        return verdict;
    }

    /// <summary>Books what the venue has executed since the last time.</summary>
    /// <returns>False when it does not answer.</returns>
    public Task<bool> PullExecutions(CancellationToken ct) => _reconciler.PullExecutions(ct);

    /// <summary>The venue has told its rules.</summary>
    public void Learned() => Volatile.Write(ref _canAsk, true);

    /// <summary>Events arrive from now on.</summary>
    public void Opened()
    {
        Volatile.Write(ref _isUp, true);
        Become(ConnectionStatus.Reconciling, null);
        Doubt();
    }

    public void Closed(string why)
    {
        Volatile.Write(ref _isUp, false);
        Become(ConnectionStatus.Connecting, why);
    }

    /// <summary>The market was a replay, and all of it has been played.</summary>
    public void End()
    {
        Volatile.Write(ref _isUp, false);
        Become(ConnectionStatus.Ended, "The replay has been played to its end, and nothing trades in it any more. Open another account to play it again.");
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        await Broker.DisposeAsync();
        _ending.Dispose();
    }

    private async Task Listen()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await _listening.Listen(this, _ending.Token);
                if (_ending.IsCancellationRequested) return;
                if (!HasEnded) Closed("The venue has nothing more to tell.");
                return;
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                _log.LogWarning(cause, "Account {Account} does not hear its venue; it tries again", _writer.Id);
                Closed(cause is IOException ? cause.Message : "The line to the venue broke; the log says why.");
                await Pause();
            }
        }
    }

    private async Task Tend()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await Look();
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                _log.LogWarning(cause, "Looking after account {Account} failed; it is tried again", _writer.Id);
                await Pause();
            }

            await Task.Delay(Glance, _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task Look()
    {
        // A stream that is down keeps neither supervision nor comparison: both ask.
        if (!IsUp && !CanAsk) return;
        await _prices.Look(_ending.Token);
        var every = await _writer.Do(step =>
        {
            OrderWatch.Look(step, _courier);
            _protection.Look(step);
            _equity.Look(step);
            LossWatch.Look(step, _writer.Faults);
            return step.State.Settings.ReconcileSeconds ?? UsualReconcileSeconds;
        });
        if (Environment.TickCount64 < Volatile.Read(ref _compareAt)) return;

        // Before the comparison: who doubts meanwhile wants another one.
        var isUp = IsUp;
        Volatile.Write(ref _compareAt, Environment.TickCount64 + (isUp ? every : Math.Min(every, UnheardReconcileSeconds)) * 1000L);
        if (ClockOffsetMs is null && await Broker.MeasureClock(_ending.Token) is Answer<ClockReading>.Got clock) ClockOffsetMs = clock.Value.Offset.TotalMilliseconds;
        var verdict = await Compare(_ending.Token);
        if (verdict != true && isUp) Volatile.Write(ref _compareAt, Math.Min(Volatile.Read(ref _compareAt), Environment.TickCount64 + (verdict is null ? 500 : 1_000)));
    }

    private void Become(ConnectionStatus status, string? trouble)
    {
        lock (_gate)
        {
            Trouble = trouble;
            if (Status == status) return;
            (Status, Since) = (status, Instant64.FromInstant(_clock.GetCurrentInstant()));
        }

        _log.LogInformation("Account {Account} is {Status}{Trouble}", _writer.Id, status, trouble is null ? "" : ": " + trouble);
    }

    private Task Pause() => Task.Delay(TimeSpan.FromSeconds(1), _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
}

/// <summary>How a venue is heard: a vendor's user stream, or the market of a paper account.</summary>
internal interface IListening
{
    /// <summary>Until there is nothing more to hear, or the token ends it.</summary>
    Task Listen(BrokerConnection connection, CancellationToken ct);
}
