using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>What a venue showed of an account, and the account's revision when it was asked.</summary>
internal sealed record VenuePicture(long Revision, IReadOnlyList<VenueOrder> Open, IReadOnlyList<Balance> Balances);
