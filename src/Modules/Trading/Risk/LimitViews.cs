using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Uses of limits as they are shown.</summary>
internal static class LimitViews
{
    // A share of next to nothing has no end of digits; what is shown has enough of them.
    private const int Places = 10;

    public static LimitUseView Of(LimitUse use) => new(
        use.Limit.Id, use.Limit.Scope, use.Limit.ScopeId, use.Limit.Rule, use.Limit.Value, use.Limit.Unit, Rounded(use.Now), Rounded(use.WouldBe), Rounded(use.UsedNow), Rounded(use.Used), use.IsWarning,
        use.Refusal is { } refusal ? new(refusal.Code, refusal.Message) : null);

    public static decimal Rounded(decimal value) => decimal.Round(value, Places);
}
