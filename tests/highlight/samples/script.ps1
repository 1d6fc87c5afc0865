#Requires -Version 7
<#
.SYNOPSIS
  Docs
.PARAMETER Name
  The name
.EXAMPLE
  Get-Thing -Name x
#>
using namespace System.IO
[CmdletBinding(SupportsShouldProcess = $true)]
param([Parameter(Mandatory)][ValidateSet('a', 'b')][string]$Name, [int[]]$Ids = @(1, 0xFF, 10KB), [switch]$Force)
function Get-Thing([string]$x) {
    begin { $h = @{ 'Authorization' = "Bearer $($env:API_KEY)"; Count = 1.5e3 } }
    process {
        # comment
        $r = Invoke-RestMethod -Uri "https://api.example.com/v1/$Name`n${x}" -Method Post -Headers $h -Body (@{ a = 1 } | ConvertTo-Json)
        if ($r.Amount -gt 100 -and -not ($r.Id -match '^inv_\d+$')) { throw "bad $($r.Id)" } elseif ($null -eq $r) { return }
        foreach ($i in 1..10) { Write-Host ("{0:N2}" -f $i) -ForegroundColor Red; continue }
        $r.Items | Where-Object { $_.Length -ge 3 } | ForEach-Object { $_.Name.ToUpper() } | Sort-Object -Descending
        switch -Regex ($x) { 'a+' { break } default { $true } }
        try { [Math]::Max(1, 2) } catch [System.Exception] { $_ } finally { $script:n++ }
        $text = @"
here $x "string"
"@
        $raw = @'
raw $x
'@
        & $cmd --% args; . ./x.ps1; $a = $b ? 1 : 2; [string]::IsNullOrEmpty($x) > $null 2>&1
    }
}
class Foo : Bar { [int]$X = 1; hidden [string] Go([int]$n) { return "$n" } }
enum E { A = 1; B }
