"""Where is the backlog?"""

from golive.connectors.jira.register import register
from golive.foundation.register_kit.pages import urls_for

urlpatterns = urls_for(register)
