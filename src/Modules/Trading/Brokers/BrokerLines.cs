using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Homes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Opens lines to venues: a vendor's by the account's credentials, or the paper venue.</summary>
internal sealed class BrokerLines(TradingStore store, CredentialVault vault, PaperLines paper, IClock clock, IConfiguration settings, ILoggerFactory logs) : IVenueLines
{
    public const string Paper = "paper";
    public const string Binance = "binance";

    // Weights are per address, so that all accounts of this process share one budget.
    private readonly Limits _limits = new(TimeProvider.System);
    private readonly ILogger _log = logs.CreateLogger<BrokerConnection>();
    private readonly BinanceOptions _options = OptionsOf(settings);

    /// <summary>Brokers that an account can be opened at.</summary>
    public static IReadOnlyList<string> Vendors { get; } = [Paper, Binance];

    public async Task<(BrokerConnection? Connection, TradingRefusal? Trouble)> Open(AccountDesk desk, CancellationToken ct)
    {
        var row = await desk.Writer.Do(step => step.State.Row);
        if (row.Broker == Paper) return await paper.Open(desk, row, Make, ct);
        if (await vault.Open(row, ct) is not { } credentials) return (null, new("no-credentials", $"Account {row.AccountId} has no credentials of {row.Broker} yet; give some first."));

        var broker = Vendor(row.Broker, credentials);
        var faults = FaultsOf(row);
        return (Make(desk, broker, _ => new StreamListening(desk.Writer, broker, desk.Shelf, faults), faults), null);
    }

    /// <summary>Only what trades no real money at a vendor's can be ended by a test.</summary>
    public FaultPoints FaultsOf(AccountRow row) => row is { Mode: AccountMode.Paper, Broker: not Paper } ? FaultPoints.OfProcess : FaultPoints.None;

    /// <summary>A vendor's broker by the type of its credentials alone: no setting leads from one to another.</summary>
    public IBroker Vendor(string vendor, BrokerCredentials credentials) => (vendor, credentials) switch
    {
        (Binance, TestnetCredentials testnet) => new BinanceBroker(testnet, _options, _limits),
        (Binance, LoopbackCredentials loopback) => new BinanceBroker(loopback, _options, new Limits(TimeProvider.System)),
        (Binance, LiveCredentials live) => new BinanceBroker(live, _options, _limits),
        _ => throw new InvalidOperationException($"{vendor} is not opened by {credentials.GetType().Name}."),
    };

    private BrokerConnection Make(AccountDesk desk, IBroker broker, Func<Courier, IListening> listening, FaultPoints faults)
    {
        var ending = new CancellationTokenSource();
        var courier = new Courier(desk.Writer, broker, faults, _log, ending.Token);
        return new(desk.Writer, courier, listening(courier), new Adoption(desk.Writer, courier, store, desk.Shelf), new ProtectionWatch(courier), clock, _log, ending);
    }

    /// <summary>How patient a vendor's connector is, where somebody wants it other than usual.</summary>
    public static IReadOnlyList<KnownSetting> Settings { get; } = [.. new[] { "Patience", "SettlingTime", "PingEvery", "Silence", "ReconnectAfter", "ReconnectAtMost" }.Select(name => KnownSetting.Seconds(SettingOf(name)))];

    private static BinanceOptions OptionsOf(IConfiguration settings)
    {
        var usual = new BinanceOptions();
        return new()
        {
            Patience = Seconds("Patience", usual.Patience),
            SettlingTime = Seconds("SettlingTime", usual.SettlingTime),
            PingEvery = Seconds("PingEvery", usual.PingEvery),
            Silence = Seconds("Silence", usual.Silence),
            ReconnectAfter = Seconds("ReconnectAfter", usual.ReconnectAfter),
            ReconnectAtMost = Seconds("ReconnectAtMost", usual.ReconnectAtMost),
        };

        TimeSpan Seconds(string name, TimeSpan asUsual) => TimeSpan.FromSeconds(Times.Seconds(settings, SettingOf(name), asUsual.TotalSeconds));
    }

    private static string SettingOf(string name) => $"Brokers:Binance:{name}Seconds";
}
