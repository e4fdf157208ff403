using System.Security.Claims;
using System.Text.Encodings.Web;
using AlgoTrendy.Platform.Asking;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Says who calls, until there is a login: with the service token another process of this house, for the caller that it names; otherwise the person at this machine.</summary>
internal sealed class LocalAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ServiceToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "local";

    /// <summary>The caller of a request that has passed authentication.</summary>
    public static Caller CallerOf(HttpContext http) => http.Features.Get<Caller>() ?? Caller.Nobody;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[ServiceToken.Header] is not { Count: > 0 } given) return Task.FromResult(Vouch(Caller.LocalUser, Caller.LocalUser.Roles));
        if (!token.Matches(given.ToString())) return Task.FromResult(AuthenticateResult.Fail("The service token is not this house's."));

        var caller = Request.Headers[CallerHeader.Name] is { Count: > 0 } named ? CallerHeader.Read(named.ToString()) : Caller.Service("unnamed");
        return Task.FromResult(caller is null
            ? AuthenticateResult.Fail("The caller cannot be read.")
            : Vouch(caller, [.. caller.Roles.Append(Roles.Service).Distinct()]));
    }

    private AuthenticateResult Vouch(Caller caller, IEnumerable<string> roles)
    {
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, caller.Name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}
