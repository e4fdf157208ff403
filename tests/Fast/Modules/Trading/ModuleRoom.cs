using System.Collections.Concurrent;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Stopping;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>One life of the whole module on tables that outlive it: its desks, with all lines leading to one scripted venue, or as they are.</summary>
internal sealed class ModuleRoom : IAsyncDisposable
{
    private ModuleRoom(TradingTables tables, ModelVenue? venue, IConfiguration settings)
    {
        Logs = new Listener();
        Vault = new(tables.Database, tables.Home);
        Lines = new(tables.Store, Vault, null!, SystemClock.Instance, settings, Logs);
        Limits = new(tables.Store, new());
        Desks = new(tables.Store, venue is null ? Lines : new ScriptedLines(tables, venue), Limits, tables.Catalogue, SystemClock.Instance, Logs);
        Orders = new(Desks, tables.Store);
        Positions = new(Desks, Orders);
        var callers = new CallerContext(Caller.LocalUser);
        Brokers = new(Desks, Lines, Vault, callers, SystemClock.Instance);
        Switches = new(Desks, callers);
    }

    public Listener Logs { get; }

    public CredentialVault Vault { get; }

    public BrokerLines Lines { get; }

    public LimitShelf Limits { get; }

    public AccountDesks Desks { get; }

    public OrderDesk Orders { get; }

    public PositionDesk Positions { get; }

    public BrokerDesk Brokers { get; }

    public SwitchDesk Switches { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="venue">Null: lines open by credentials, as they do.</param>
    public static async Task<ModuleRoom> Open(TradingTables tables, ModelVenue? venue, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var room = new ModuleRoom(tables, venue, new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build());
        // As risk would push them.
        await room.Limits.Take(new(1, Instant64.MinValue, Instant64.MaxValue, TradingMode.ReduceOnly, [new("stale-price", LimitScope.Account, Limit.Every, LimitRule.StalePrice, 60m, LimitUnit.Seconds)]), Ct);
        // Every home has its first account on paper; these tests have their own.
        await room.Desks.OpenAll(Ct);
        if (venue is null) return room;
        foreach (var desk in room.Desks.All) await desk.Connect(Ct);
        return room;
    }

    public async Task Ready(string account)
    {
        var (desk, _) = await Desks.Find(account);
        for (var tries = 0; tries < 400; tries++)
        {
            if (await desk!.Writer.Do(step => desk.ShutBecause(step.State)) is null) return;
            await Task.Delay(20, Ct);
        }

        Assert.Fail(await desk!.Writer.Do(step => desk.ShutBecause(step.State)!));
    }

    public Task<OrderReply> Place(NewOrder order) => Orders.Place(order, OrderPurpose.Enter, isEmergency: false, Ct);

    /// <summary>The order, once it stands so.</summary>
    public async Task<OrderView> Until(string order, params OrderStatus[] wanted)
    {
        OrderView? found = null;
        for (var tries = 0; tries < 600; tries++)
        {
            found = (await Orders.Find(order, Ct)).Order;
            if (found is not null && wanted.Contains(found.Status)) return found;
            await Task.Delay(20, Ct);
        }

        Assert.Fail($"{order} stays {found?.Status}: {found?.Reason}");
        return found!;
    }

    public ValueTask DisposeAsync() => Desks.DisposeAsync();

    /// <summary>All lines lead to one venue.</summary>
    private sealed class ScriptedLines(TradingTables tables, ModelVenue venue) : IVenueLines
    {
        public FaultPoints FaultsOf(AccountRow row) => FaultPoints.None;

        public Task<(BrokerConnection?, TradingRefusal?)> Open(AccountDesk desk, CancellationToken ct)
        {
            var ending = new CancellationTokenSource();
            var log = new Listener().CreateLogger("");
            var courier = new Courier(desk.Writer, venue, FaultPoints.None, log, ending.Token);
            var connection = new BrokerConnection(
                desk.Writer, courier, new StreamListening(desk.Writer, venue, desk.Shelf, FaultPoints.None), new Adoption(desk.Writer, courier, tables.Store, desk.Shelf), new ProtectionWatch(courier), SystemClock.Instance, log, ending);
            return Task.FromResult<(BrokerConnection?, TradingRefusal?)>((connection, null));
        }
    }
}

/// <summary>Keeps all that is logged.</summary>
internal sealed class Listener : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose() { }
}
