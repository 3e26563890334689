"""The two kinds of provider, where allauth's registry looks for them."""

from gebruikers.schoolaccounts.openid import OpenId
from gebruikers.schoolaccounts.smartschool import Smartschool

provider_classes = [OpenId, Smartschool]
