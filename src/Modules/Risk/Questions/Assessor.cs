using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Answers what the gate would say to an order: the writer of the account is asked, so that it is the gate itself that answers.</summary>
internal sealed class Assessor(ITrading trading)
{
    /// <summary>Codes of what cannot be judged at all: names that nobody knows, fields that cannot be.</summary>
    private const string Unknown = "unknown-";

    public async Task<AssessReply> Assess(NewOrder order, CancellationToken ct)
    {
        var preview = await trading.PreviewOrder(order with { IdempotencyKey = null, WaitMs = 0 }, ct);
        if (preview.Refusals.FirstOrDefault(refusal => refusal.Code == Fields.Invalid || refusal.Code.StartsWith(Unknown, StringComparison.Ordinal)) is { } unfit) return new(null, RefusalOf(unfit));

        var uses = preview.Uses ?? [];
        return new(new(preview.Approved, [.. preview.Refusals.Select(refusal => Told(refusal, uses))], uses, preview.Currency, preview.Price, preview.Notional, preview.Fee, preview.BuyingPower), null);
    }

    public static RiskRefusal RefusalOf(TradingRefusal refusal) => new(refusal.Code, refusal.Message, refusal.Field, refusal.Choices);

    private static VerdictRefusal Told(TradingRefusal refusal, IReadOnlyList<LimitUseView> uses) => uses.FirstOrDefault(use => use.Refusal?.Code == refusal.Code && use.Refusal.Message == refusal.Message) is { } use
        ? new(refusal.Code, refusal.Message, use.LimitId, use.Value, use.WouldBe)
        : new(refusal.Code, refusal.Message);
}
