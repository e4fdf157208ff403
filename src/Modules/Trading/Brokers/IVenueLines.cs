using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Opens the line of an account to its venue.</summary>
internal interface IVenueLines
{
    /// <returns>The line, not yet begun; or why there is none.</returns>
    Task<(BrokerConnection? Connection, TradingRefusal? Trouble)> Open(AccountDesk desk, CancellationToken ct);

    /// <summary>Where a test may end the process.</summary>
    FaultPoints FaultsOf(AccountRow row);
}
